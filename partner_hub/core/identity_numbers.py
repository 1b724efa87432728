"""Refuse input that contains numbers of identity papers or bank cards."""

from collections.abc import Mapping

from flask_babel import gettext as _

from partner_hub.core.errors import DomainError
from partner_hub.privacy import find_identity_numbers


def complaint_about_identity_numbers(text: str) -> str:
    """Error message that lists such numbers in `text`; "" when there is none."""
    found = [finding.text for finding in find_identity_numbers(text)]
    if not found:
        return ""
    return _(
        "Please leave out the numbers of identity cards, bank cards and other cards; they are never kept here: "
        "%(numbers)s",
        numbers="; ".join(found),
    )


def refuse_identity_numbers(texts: Mapping[str, object]) -> None:
    """For entry points that are not forms (commands).

    Raises:
        DomainError: with the name of the first text that contains such a number as `field`.
    """
    for field, text in texts.items():
        if isinstance(text, str) and (sentence := complaint_about_identity_numbers(text)):
            raise DomainError(sentence, field=field)
