"""The errors of the domain: each has a sentence for the person at the screen and an HTTP status."""

from http import HTTPStatus

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


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
    """There is no such thing for this person: one sentence, whether it exists for somebody else or not."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self) -> None:
        super().__init__(_l("There is no such page, or it is not yours to see."))


class ExplainedNotFound(NotFound):
    """Not found by somebody who may know what is missing; `sentence` says what to do about it."""

    def __init__(self, sentence: str | LazyString) -> None:
        DomainError.__init__(self, sentence)


class NotAllowed(DomainError):
    """An insider without the right; without a sentence the general one."""

    status = HTTPStatus.FORBIDDEN

    def __init__(self, sentence: str | LazyString | None = None, *, field: str = "") -> None:
        super().__init__(_l("You may not do this.") if sentence is None else sentence, field=field)


class Conflict(DomainError):
    """The record is no longer as the person saw it; without a sentence: somebody else changed it meanwhile."""

    status = HTTPStatus.CONFLICT

    def __init__(self, sentence: str | LazyString | None = None, *, field: str = "") -> None:
        faster = _l("Somebody else was faster. Please look at the record again.")
        super().__init__(faster if sentence is None else sentence, field=field)


class SeveralFaults(DomainError):
    """All problems at once; `faults` holds (sentence, URL or "")."""

    def __init__(self, sentence: str | LazyString, faults: list[tuple[str, str]]) -> None:
        self.faults = faults
        super().__init__(sentence)

    def __str__(self) -> str:
        return "\n".join([str(self.sentence), *(f"- {text}" for text, _ in self.faults)])


def raise_refusal(refusal: DomainError | None) -> None:
    """Raise what a `why_not_...` function answers, if it stands against it: how a command or a page asks."""
    if refusal is not None:
        raise refusal
