"""Write the columns of a need: which of them whom is allowed, and a title where none was typed."""

from typing import Any

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.core.permissions import Permission, Role
from partner_hub.needs.minutes_titles import require_title_for_everybody
from partner_hub.needs.models import Need
from partner_hub.needs.public_wording import findings_in_wording
from partner_hub.privacy import find_personal_data
from partner_hub.workbooks.schema.needs import NEEDS

# The columns that everybody who records a need may fill, those of staff, and those that an imported row has besides.
_FIELDS_OF_EVERYBODY = frozenset({
    "name", "content", "category_id", "beneficiaries", "beneficiary_count_text", "beneficiary_count",
    "beneficiary_unit", "urgency", "deadline", "deadline_text", "grid_id", "asking_partnership_id",
})  # fmt: skip
_FIELDS_OF_STAFF = _FIELDS_OF_EVERYBODY | {
    "public_name", "public_text", "visibility", "harmless", "minutes_title", "channel", "raised_on", "reporter_name",
    "reporter_phone",
}  # fmt: skip
# A sheet brings no wording for others: that is a person's to write or accept.
_FIELDS_OF_WORDING = frozenset({"public_name", "public_text", "visibility", "harmless", "minutes_title"})
_FIELDS_IMPORTED = (_FIELDS_OF_STAFF - _FIELDS_OF_WORDING) | {*NEEDS.written_attributes("Need"), "year", "quarter"}
_TITLE_LENGTH = 30
_SHORTEST_TITLE = 8


def write_typed_fields(actor: Actor, need: Need, data: dict[str, Any]) -> None:
    """Fill in what a person typed, by column.

    Raises:
        NotAllowed: this person may not fill one of the columns.
        DomainError: personal data in the public wording, or a grid or unit that is not this person's.
    """
    allowed = _FIELDS_OF_STAFF if actor.may(Permission.NEEDS_PERSONAL) else _FIELDS_OF_EVERYBODY
    if not actor.may(Permission.NEEDS_WRITE) or data.keys() - allowed:
        raise NotAllowed
    _fill_need(need, data, allowed)
    for name in ("public_name", "public_text"):
        if found := findings_in_wording(need, data.get(name) or ""):
            words = "、".join(finding.text for finding in found)
            raise DomainError(_("Everybody reads this. Please leave out: %(words)s", words=words), field=name)
    if data.keys() & {"minutes_title", "visibility"}:
        require_title_for_everybody(need.minutes_title, [need], need.harmless or ())
    _require_own_place(actor, need)


def write_imported_fields(need: Need, data: dict[str, Any]) -> None:
    """Fill in a row of a needs list, by column."""
    _fill_need(need, data, _FIELDS_IMPORTED)


def _fill_need(need: Need, data: dict[str, Any], allowed: frozenset[str]) -> None:
    if unknown := data.keys() - allowed:
        raise KeyError(f"not to be filled: {sorted(unknown)}")
    for name, value in data.items():
        setattr(need, name, value)
    need.name = need.name or title_from_content(need.content or "")


def title_from_content(content: str) -> str:
    """The beginning of a text. Half of a telephone number would not be known again, to hide it."""
    line = content.partition("\n")[0]
    if len(line) <= _TITLE_LENGTH:
        return line
    cut = [finding.start for finding in find_personal_data(line) if finding.start < _TITLE_LENGTH < finding.end]
    end = min(cut, default=_TITLE_LENGTH)
    clause = max(line.rfind(mark, 0, end) for mark in "，。；！？,;!?")
    return line[: clause if clause >= _SHORTEST_TITLE else end].strip() or line[:_TITLE_LENGTH]


def _require_own_place(actor: Actor, need: Need) -> None:
    """A grid worker records in the own grid, a unit asks for itself."""
    if actor.may(Permission.NEEDS_TRIAGE):
        return
    if Role.GRID_WORKER in actor.roles and not need.asking_partnership_id:
        if actor.grid_ids and need.grid_id not in actor.grid_ids:
            raise DomainError(_("Please choose a grid of your own."), field="grid_id")
    elif not actor.speaks_for(need.asking_partnership_id):
        raise DomainError(_("Please choose a unit of your own."), field="asking_partnership_id")
