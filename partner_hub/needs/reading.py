"""A need in the words that one reader may see: pages and exports show this and never the row itself."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.needs.models import Need
from partner_hub.needs.privacy import masked
from partner_hub.needs.states import NeedState, sees_in_full


@dataclass(frozen=True)
class Reading:
    """`in_full`: these are the words as recorded; otherwise the public wording, and nothing that leads to a person."""

    id: int
    in_full: bool
    state: NeedState
    name: str
    text: str
    category: str
    grid: str
    channel: str
    asked_by: str
    beneficiaries: str
    number: str
    urgency: str
    wanted_by: str
    need: Need

    @property
    def raised_on(self) -> date | None:
        return self.need.raised_on

    @property
    def deadline(self) -> date | None:
        return self.need.deadline

    @property
    def quarter(self) -> tuple[int, int] | None:
        return (self.need.year, self.need.quarter) if self.need.year and self.need.quarter else None


def read(actor: Actor, need: Need) -> Reading:
    """What `actor` reads of a need that visible_needs(actor) gave."""
    in_full = sees_in_full(actor, need)
    cover = str if in_full else masked
    return Reading(
        id=need.id,
        in_full=in_full,
        state=need.state,
        name=need.name if in_full else need.public_name,
        text=need.content if in_full else need.public_text,
        category=need.category.name if need.category else need.category_words,
        grid=need.grid.label if need.grid else cover(need.grid_words),
        channel=need.channel,
        asked_by=need.asking_partnership.name if need.asking_partnership else "",
        beneficiaries=cover(need.beneficiaries),
        number=number_of(need),
        urgency=need.urgency,
        wanted_by=cover(need.deadline_text),
        need=need,
    )


def number_of(need: Need) -> str:
    """The number of beneficiaries in words: as written where it was written."""
    if need.beneficiary_count_text:
        return masked(need.beneficiary_count_text)
    if need.beneficiary_count is None:
        return ""
    unit = need.beneficiary_unit or _("persons")
    return f"{need.beneficiary_count}{unit}"


def total_number(need: Need, merged: list[Need]) -> str:
    """The number together with that of the needs merged into it, by unit of counting; "" without merged ones."""
    counts: dict[str, int] = {}
    for each in [need, *merged] if merged else []:
        if each.beneficiary_count is not None:
            counts[each.beneficiary_unit] = counts.get(each.beneficiary_unit, 0) + each.beneficiary_count
    return " + ".join(f"{count}{unit}" for unit, count in counts.items())
