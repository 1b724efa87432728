"""What would become of each row in which a person is named, and why some of them stay."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from partner_hub.accounts.models import User
from partner_hub.accounts.service import manages_account
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.data_requests.queries import FILE, FROM_THE_FILE, NEED, Found, minutes_that_stay
from partner_hub.data_requests.sought import one_form
from partner_hub.data_requests.tables import USER

# How a row is dealt with; STAYS and ASK are not erased, ASK only because it was not chosen.
WORDS, MASK, EMPTY, CLOSE, STAYS = "words", "mask", "empty", "close", "stays"
TREATMENTS: dict[str, LazyString] = {
    WORDS: _l("Only the public wording stays; who reported it is removed."),
    MASK: _l("The name and the number are blotted out, the rest of the text stays."),
    EMPTY: _l("The uploaded file is emptied, and what the report took from it."),
    CLOSE: _l("The account is closed: name, address, telephone and password are removed."),
}
ORDER = (WORDS, CLOSE, EMPTY, MASK, STAYS)
SIGNED = _l(
    "Stays: signed minutes are an archived record of the meeting, which the Archives Law forbids to change or destroy."
)
NAMESAKE = _l("An account has this name, so this may be somebody else. Tick it if it is the same person.")
OTHER_ROLES = _l("Stays: the account is not yours to close as a whole. Take its role away, or ask the administrator.")


@dataclass(frozen=True)
class Line:
    """`treatment`: one of TREATMENTS or STAYS; `note`: why it stays, or why it is not proposed (`is_proposed`)."""

    found: Found
    treatment: str
    note: Any = ""
    is_proposed: bool = True

    @property
    def may_be_erased(self) -> bool:
        return self.treatment != STAYS


def plan(actor: Actor, found: Collection[Found], account_names: Collection[str]) -> list[Line]:
    """A proposal, what is most the person's own first.

    `account_names` are names, in the one form, that people with an account bear.
    """
    signed = set(db.session.scalars(minutes_that_stay()))
    own = any(each.is_own_account for each in found)
    lines = [_line(actor, each, signed, () if own else account_names) for each in found]
    return sorted(lines, key=lambda line: ORDER.index(line.treatment))


def _line(actor: Actor, found: Found, signed: set[int], account_names: Collection[str]) -> Line:
    if found.table == "issued_minutes" or (found.table == "minutes" and found.id in signed):
        return Line(found, STAYS, SIGNED, is_proposed=False)
    if found.table == USER:
        return _account(actor, found)
    if found.table == NEED:
        return Line(found, WORDS)
    if found.table == FILE and any(piece.column in FROM_THE_FILE for piece in found.pieces):
        return Line(found, EMPTY)
    if _may_be_a_namesake(found, account_names):
        return Line(found, MASK, NAMESAKE, is_proposed=False)
    return Line(found, MASK)


def _account(actor: Actor, found: Found) -> Line:
    user = db.session.get_one(User, found.id)
    if not manages_account(actor, user):
        return Line(found, STAYS, OTHER_ROLES, is_proposed=False)
    if not found.is_own_account:
        return Line(found, CLOSE, NAMESAKE, is_proposed=False)
    return Line(found, CLOSE)


def _may_be_a_namesake(found: Found, account_names: Collection[str]) -> bool:
    """Where a field says nothing but the name, it is the name of somebody who acts, and such people have accounts."""
    return found.kinds == {"name"} and all(
        piece.is_whole and one_form(piece.text) in account_names for piece in found.pieces
    )
