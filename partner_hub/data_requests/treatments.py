"""Proposed treatment of each row that names a person, and why some rows stay."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from partner_hub.accounts.models import User
from partner_hub.accounts.service import manages_account
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.data_requests.person_matcher import comparable_form
from partner_hub.data_requests.queries import IMPORT_TABLE, IMPORTED_COLUMNS, NEED_TABLE, Found, minutes_that_stay
from partner_hub.data_requests.tables import USER_TABLE

# Treatments of a row; ROW_STAYS is never erased.
KEEP_PUBLIC_WORDING, MASK_PERSON, EMPTY_FILE, CLOSE_ACCOUNT, ROW_STAYS = "words", "mask", "empty", "close", "stays"
TREATMENTS: dict[str, LazyString] = {
    KEEP_PUBLIC_WORDING: _l("Only the public wording stays; who reported it is removed."),
    MASK_PERSON: _l("The name and the number are blotted out, the rest of the text stays."),
    EMPTY_FILE: _l("The uploaded file is emptied, and what the report took from it."),
    CLOSE_ACCOUNT: _l("The account is closed: name, address, telephone and password are removed."),
}
TREATMENT_ORDER = (KEEP_PUBLIC_WORDING, CLOSE_ACCOUNT, EMPTY_FILE, MASK_PERSON, ROW_STAYS)
SIGNED_MINUTES_STAY = _l(
    "Stays: signed minutes are an archived record of the meeting, which the Archives Law forbids to change or destroy."
)
MAY_BE_NAMESAKE = _l("An account has this name, so this may be somebody else. Tick it if it is the same person.")
OTHER_ROLES = _l("Stays: the account is not yours to close as a whole. Take its role away, or ask the administrator.")


@dataclass(frozen=True)
class Line:
    """`treatment`: one of TREATMENTS or ROW_STAYS; `note`: why it stays, or why it is not proposed (`is_proposed`)."""

    found: Found
    treatment: str
    note: str | LazyString = ""
    is_proposed: bool = True

    @property
    def may_be_erased(self) -> bool:
        return self.treatment != ROW_STAYS


def propose_treatments(actor: Actor, found: Collection[Found], account_names: Collection[str]) -> list[Line]:
    """A treatment for each row, the person's own rows first.

    `account_names`: names of people with an account, in comparable form (they may be namesakes).
    """
    signed = set(db.session.scalars(minutes_that_stay()))
    own = any(each.is_own_account for each in found)
    lines = [_treatment_of(actor, each, signed, () if own else account_names) for each in found]
    return sorted(lines, key=lambda line: TREATMENT_ORDER.index(line.treatment))


def _treatment_of(actor: Actor, found: Found, signed: set[int], account_names: Collection[str]) -> Line:
    if found.table == "issued_minutes" or (found.table == "minutes" and found.id in signed):
        return Line(found, ROW_STAYS, SIGNED_MINUTES_STAY, is_proposed=False)
    if found.table == USER_TABLE:
        return _treatment_of_account(actor, found)
    if found.table == NEED_TABLE:
        return Line(found, KEEP_PUBLIC_WORDING)
    if found.table == IMPORT_TABLE and any(piece.column in IMPORTED_COLUMNS for piece in found.pieces):
        return Line(found, EMPTY_FILE)
    if _may_be_a_namesake(found, account_names):
        return Line(found, MASK_PERSON, MAY_BE_NAMESAKE, is_proposed=False)
    return Line(found, MASK_PERSON)


def _treatment_of_account(actor: Actor, found: Found) -> Line:
    user = db.session.get_one(User, found.id)
    if not manages_account(actor, user):
        return Line(found, ROW_STAYS, OTHER_ROLES, is_proposed=False)
    if not found.is_own_account:
        return Line(found, CLOSE_ACCOUNT, MAY_BE_NAMESAKE, is_proposed=False)
    return Line(found, CLOSE_ACCOUNT)


def _may_be_a_namesake(found: Found, account_names: Collection[str]) -> bool:
    """Where a field says nothing but the name, it is the name of somebody who acts, and such people have accounts."""
    return found.kinds == {"name"} and all(
        piece.is_whole and comparable_form(piece.text) in account_names for piece in found.pieces
    )
