"""One family of errors: each has a sentence for the person at the screen and an HTTP status."""

from http import HTTPStatus

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

NO_SUCH_PAGE = _l("There is no such page, or it is not yours to see.")


class DomainError(Exception):
    """A refusal. `sentence` is shown as it is; `field` names the form field it belongs to, "" for the whole form."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, sentence: str | LazyString, *, field: str = "") -> None:
        self.sentence = sentence
        self.field = field
        super().__init__(sentence)

    def __str__(self) -> str:
        return str(self.sentence)


class NotFound(DomainError):
    """There is no such thing for this person; whether it exists for somebody else is not told."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self, sentence: str | LazyString = NO_SUCH_PAGE) -> None:
        super().__init__(sentence)


class NotAllowed(DomainError):
    """An insider without the right."""

    status = HTTPStatus.FORBIDDEN


class Conflict(DomainError):
    """Somebody else was faster."""

    status = HTTPStatus.CONFLICT


class SeveralFaults(DomainError):
    """All problems at once; `faults` holds (sentence, URL or "")."""

    def __init__(self, sentence: str | LazyString, faults: list[tuple[str, str]]) -> None:
        self.faults = faults
        super().__init__(sentence)

    def __str__(self) -> str:
        return "\n".join([str(self.sentence), *(f"- {text}" for text, _ in self.faults)])
