"""Read model of a need: the words that one reader may see. Pages and exports show this, never the row itself."""

from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.permissions import Permission
from partner_hub.needs.beneficiary_totals import BeneficiaryReport, beneficiary_report_of, total_beneficiaries
from partner_hub.needs.models import Need
from partner_hub.needs.need_takers import is_asked_to_take, takes_need
from partner_hub.needs.visibility import visibility_levels_of
from partner_hub.needs.workflow import may_read_in_full
from partner_hub.privacy import mask_personal_data
from partner_hub.vocabulary.need import NeedState

EVERYONE_TOTAL = "全体"


@dataclass(frozen=True)
class NeedReading:
    """`in_full`: these are the words as recorded; otherwise the public wording, and nothing that leads to a person.

    Whoever may read neither, and meets the need in a match or a record, reads its neutral title and no more.

    `is_own`: the reader keeps the record and may look at its history. Whose unit takes the need reads the words, too,
    and whom to call (`sees_person`). `number` counts those of the needs merged into it; `own_number` is what this one's
    words say.
    """

    id: int
    in_full: bool
    is_own: bool
    sees_person: bool
    state: NeedState
    name: str
    text: str
    category: str
    grid: str
    channel: str
    asked_by: str
    beneficiaries: str
    number: str
    own_number: str
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
    def must_be_tabled(self) -> bool:
        return self.need.must_be_tabled

    @property
    def quarter(self) -> tuple[int, int] | None:
        return (self.need.year, self.need.quarter) if self.need.year and self.need.quarter else None


def may_read_wording(actor: Actor, need: Need) -> bool:
    """Whether this reader reads the public wording; queries.is_wording_readable is the same as a condition."""
    return need.is_worded and (need.visibility in visibility_levels_of(actor) or is_asked_to_take(actor, need))


def may_read_uninvited(actor: Actor, need: Need) -> bool:
    """Whether this reader reads it, whether or not the own unit was asked to take it."""
    return may_read_in_full(actor, need) or (need.is_worded and need.visibility in visibility_levels_of(actor))


def read_need(actor: Actor, need: Need) -> NeedReading:
    """The need as `actor` may read it: in full, in its public wording, or by its neutral title alone."""
    is_own, is_taker = may_read_in_full(actor, need), takes_need(actor, need)
    in_full = is_own or is_taker
    if not (in_full or may_read_wording(actor, need)):
        return _neutral_reading(need)
    cover = str if in_full else mask_personal_data
    return NeedReading(
        id=need.id,
        in_full=in_full,
        is_own=is_own,
        sees_person=is_taker or actor.may(Permission.NEEDS_PERSONAL),
        state=need.state,
        name=need.name if in_full else need.public_name,
        text=need.content if in_full else need.public_text,
        category=need.category.name if need.category else cover(need.category_words),
        grid=need.grid.label if need.grid else cover(need.grid_words),
        channel=need.channel,
        asked_by=need.asking_partnership.name if need.asking_partnership else "",
        beneficiaries=cover(need.beneficiaries),
        number=beneficiary_number_of(need, in_full=in_full),
        own_number=own_beneficiary_number(need),
        urgency=need.urgency,
        wanted_by=cover(need.deadline_text),
        need=need,
    )


def _neutral_reading(need: Need) -> NeedReading:
    return NeedReading(
        id=need.id, in_full=False, is_own=False, sees_person=False, state=need.state, name=need.neutral_title, text="",
        category=need.category.name if need.category else "", grid="", channel="", asked_by="", beneficiaries="",
        number="", own_number="", urgency=need.urgency, wanted_by="", need=need,
    )  # fmt: skip


def need_name_for(actor: Actor, need: Need) -> str:
    """What `actor` calls the need, in lists of other things where nothing but its name is shown."""
    if may_read_in_full(actor, need) or takes_need(actor, need):
        return need.name
    return need.public_name if may_read_wording(actor, need) else need.neutral_title


def beneficiary_number_of(need: Need, *, in_full: bool = False) -> str:
    """The number of beneficiaries in words, with that of the needs merged into it; alone, as it was written.

    Not `in_full`: of merged needs whose wording nobody has accepted their figures alone.
    """
    if not need.merged:
        return own_beneficiary_number(need)
    merged = [
        beneficiary_report_of(each) if in_full or each.public_name else _report_without_words(each)
        for each in need.merged
    ]
    return mask_personal_data(str(total_beneficiaries([beneficiary_report_of(need), *merged])))


def _report_without_words(need: Need) -> BeneficiaryReport:
    found = beneficiary_report_of(need)
    return replace(found, words=EVERYONE_TOTAL if found.is_everyone else "")


def own_beneficiary_number(need: Need) -> str:
    """The number that was recorded with this need itself."""
    if need.beneficiary_count_text:
        return mask_personal_data(need.beneficiary_count_text)
    if need.beneficiary_count is None:
        return ""
    unit = need.beneficiary_unit or _("persons")
    return f"{need.beneficiary_count}{unit}"


def recorded_message(*, is_new: bool) -> str:
    """The message after a need was sent."""
    return _("The need has been recorded.") if is_new else _("This had been recorded already.")
