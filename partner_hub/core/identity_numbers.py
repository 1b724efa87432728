"""The numbers of identity papers and cards stay outside: a person is told to leave them out."""

from collections.abc import Mapping

from flask_babel import gettext as _

from partner_hub.core.errors import DomainError
from partner_hub.privacy import find_identity_numbers


def complaint(text: str) -> str:
    """What to tell whoever wrote `text`; "" when no such number is in it."""
    found = [finding.text for finding in find_identity_numbers(text)]
    if not found:
        return ""
    return _(
        "Please leave out the numbers of identity cards, bank cards and other cards; they are never kept here: "
        "%(numbers)s",
        numbers="; ".join(found),
    )


def refuse_identity_numbers(texts: Mapping[str, object]) -> None:
    """For doors that are no forms. Raises DomainError at the first name whose text holds such a number."""
    for field, text in texts.items():
        if isinstance(text, str) and (sentence := complaint(text)):
            raise DomainError(sentence, field=field)
