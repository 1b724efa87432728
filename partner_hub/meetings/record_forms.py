"""One form for each kind of line under an item of the agenda. Typed words become records through MeetingChoices."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Generic, TypeAlias

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from partner_hub.actions.models import ActionItem
from partner_hub.core.errors import DomainError
from partner_hub.core.fields import DayField
from partner_hub.core.forms import REQUIRED, EditForm, line_field, several_lines, single_line
from partner_hub.core.row_numbers import row_number_if_any
from partner_hub.matching.contribution import Contribution
from partner_hub.matching.models import Match
from partner_hub.matching.workflow import MATCH_WORKFLOW
from partner_hub.meetings.agenda import ItemVerdict
from partner_hub.meetings.forms import choices_of_labels
from partner_hub.meetings.models import Decision, DeferredNeed, Discussion, FollowUp
from partner_hub.meetings.record_choices import MeetingChoices
from partner_hub.meetings.record_lines.decisions import DecisionValues
from partner_hub.meetings.record_lines.deferrals import DeferralValues
from partner_hub.meetings.record_lines.discussions import DiscussionValues, read_positions, write_positions
from partner_hub.meetings.record_lines.follow_ups import FollowUpValues
from partner_hub.meetings.record_lines.matches import MatchValues
from partner_hub.meetings.record_lines.record_line import Line, Values
from partner_hub.meetings.record_lines.tasks import SupporterValues, TaskValues
from partner_hub.meetings.record_picker import RECORD_SEPARATOR, RecordChoice
from partner_hub.meetings.workflow import FOLLOW_UP_LABELS, ITEM_WORKFLOW
from partner_hub.needs.minutes_titles import MinutesTitleForm
from partner_hub.needs.models import Need
from partner_hub.needs.workflow import NEED_STATE_LABELS
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import VERDICT_MATCH_STATES, MatchState
from partner_hub.vocabulary.meeting import DECIDED_ITEM_STATES, FollowUpStatus, ItemState
from partner_hub.vocabulary.need import SETTLED_NEED_STATES, NeedState

MAX_LONG_TEXT = 4000
MAX_CHOSEN_LABELS = 600  # characters for the labels of several records in one field


def record_choice_field(label: Any, listed: str, *, required: bool = False) -> StringField:
    """A text field that offers the records of the page's list of that name."""
    validators = [REQUIRED] if required else []
    return StringField(
        label,
        filters=[single_line],
        validators=[*validators, Length(max=MAX_CHOSEN_LABELS)],
        render_kw={"list": listed},
    )


def long_text_field(label: Any, *, required: bool = False) -> TextAreaField:
    validators = [REQUIRED] if required else []
    return TextAreaField(label, filters=[several_lines], validators=[*validators, Length(max=MAX_LONG_TEXT)])


def choices_of_need_outcomes() -> list[tuple[str, str]]:
    """What a decision may make of a need when the minutes are signed."""
    settled = [(state.value, str(NEED_STATE_LABELS[state])) for state in SETTLED_NEED_STATES]
    return [("", str(_l("Nothing changes by it"))), *settled]


class VerdictForm(EditForm):
    """What was said under an item, and what the meeting made of it."""

    summary = long_text_field(_l("What was reported and said"))
    state = RadioField(
        _l("Verdict"), choices=choices_of_labels(ITEM_WORKFLOW.labels, ItemState.ACCEPTED, *DECIDED_ITEM_STATES)
    )

    @property
    def verdict(self) -> ItemVerdict:
        return {"summary": self.summary.data or "", "state": ItemState(self.state.data or self.record.state)}


class LineForm(EditForm, Generic[Line, Values]):
    """`key` makes the ids of one form on the page differ from those of the next; its fields keep their names."""

    key: ClassVar[str]
    first: ClassVar[str]  # the field where typing begins

    def __init__(self, *args: Any, record: Line | None = None, key: str = "", **kwargs: Any) -> None:
        words = self.words_of(record) if record else {}
        super().__init__(*args, record=record, **kwargs, **words)
        for field in self:
            field.id = field.label.field_id = f"{key or self.key}-{field.name}"

    def words_of(self, line: Line) -> Mapping[str, Any]:
        """What stands in the fields that are no columns of the line."""
        raise NotImplementedError

    def read(self, table: MeetingChoices) -> Values:
        """The values of one line; raises DomainError at the field that cannot be understood."""
        raise NotImplementedError


AnyLineForm: TypeAlias = LineForm[Any, Any]


class MatchForm(MinutesTitleForm, LineForm[Match, MatchValues]):
    key, first = "match", "need"
    need = record_choice_field(_l("Need"), "needs", required=True)
    more_needs = record_choice_field(_l("Further needs"), "needs")
    offering = record_choice_field(_l("Offering"), "offerings")
    more_offerings = record_choice_field(_l("Further offerings"), "offerings")
    units = record_choice_field(_l("Units without an offering"), "units")
    lead_words = record_choice_field(_l("Lead, if not the first unit"), "units")
    promise = line_field(_l("What is promised"), 500)
    state = SelectField(
        _l("Verdict"), choices=choices_of_labels(MATCH_WORKFLOW.labels, MatchState.TABLED, *VERDICT_MATCH_STATES)
    )

    def words_of(self, line: Match) -> Mapping[str, Any]:
        needs = [RecordChoice(entry.need.id, entry.need.name).label for entry in line.needs]
        offerings = [RecordChoice(p.offering.id, p.offering.name).label for p in line.partners if p.offering]
        units = [p.partnership.name for p in line.partners if p.partnership and not p.offering]
        lead = line.lead
        return {
            "need": needs[0] if needs else "",
            "more_needs": "; ".join(needs[1:]),
            "offering": offerings[0] if offerings else "",
            "more_offerings": "; ".join(offerings[1:]),
            "units": "; ".join(units),
            "lead_words": lead.partnership.name if lead and lead.partnership else "",
        }

    def read(self, table: MeetingChoices) -> MatchValues:
        data = self.values
        needs = table.needs.several(f"{data['need']};{data['more_needs']}", "need")
        offerings = table.offerings.several(f"{data['offering']};{data['more_offerings']}", "offering")
        units = table.units.several(data["units"], "units")
        lead = table.units.one(data["lead_words"], "lead_words") if data["lead_words"] else None
        partners = _partners_of_match(table.rows(Offering, offerings), table.rows(Partnership, units), lead)
        return {
            "needs": table.rows(Need, needs),
            "partners": partners,
            "promise": data["promise"],
            "minutes_title": data["minutes_title"],
            "state": MatchState(data["state"] or MatchState.TABLED),
        }


def _partners_of_match(offerings: list[Offering], units: list[Partnership], lead: int | None) -> list[Contribution]:
    """Everybody who gives something; the first leads unless another one is named."""
    partners = [Contribution(offering.partnership, offering) for offering in offerings]
    partners += [Contribution(unit, None) for unit in units]
    leading = 0
    if lead is not None:
        leads = [number for number, each in enumerate(partners) if each.partnership and each.partnership.id == lead]
        if not leads:
            raise DomainError(_l("The lead must be one of the units of this match."), field="lead_words")
        leading = leads[0]
    return [replace(each, is_lead=number == leading) for number, each in enumerate(partners)]


class DecisionForm(LineForm[Decision, DecisionValues]):
    key, first = "decision", "text"
    text = line_field(_l("Decision"), 1000, required=True)
    need_words = record_choice_field(_l("Need that it settles"), "needs")
    settles_as = SelectField(_l("What becomes of the need"), choices=choices_of_need_outcomes)
    still_open = line_field(_l("What is still open"), 1000)

    def words_of(self, line: Decision) -> Mapping[str, Any]:
        words = {"need_words": RecordChoice(line.need.id, line.need.name).label} if line.need else {}
        return words | {"settles_as": line.need_outcome or ""}

    def read(self, table: MeetingChoices) -> DecisionValues:
        data = self.values
        ids = [table.needs.one(data["need_words"], "need_words")] if data["need_words"] else []
        to = NeedState(data["settles_as"]) if data["settles_as"] else None
        if to and not ids:
            raise DomainError(_l("Please name the need that the decision settles."), field="need_words")
        if to is NeedState.PARTLY_MET and not data["still_open"]:
            raise DomainError(_l("Please say what is still open."), field="still_open")
        need = next(iter(table.rows(Need, ids)), None)
        return {"text": data["text"], "need": need, "need_outcome": to, "still_open": data["still_open"]}


class ActionForm(LineForm[ActionItem, TaskValues]):
    """Responsible and supporting: a unit of exactly this name or short name, or else the words as they stand."""

    key, first = "action", "title"
    title = line_field(_l("Action item"), 200, required=True)
    responsible_name = record_choice_field(_l("Responsible"), "units")
    supporting = record_choice_field(_l("Supporting"), "units")
    due = DayField(_l("Deadline"), validators=[Optional()])
    expected = line_field(_l("Expected result"), 300)
    match_letter = line_field(_l("Carries out match"), 3)

    def words_of(self, line: ActionItem) -> Mapping[str, Any]:
        letter = line.match.letter if line.match else ""
        return {"supporting": "; ".join(each.name for each in line.supporters), "match_letter": letter}

    def read(self, table: MeetingChoices) -> TaskValues:
        data = self.values
        who = _unit_or_words(data["responsible_name"], table)
        names = [name.strip() for name in RECORD_SEPARATOR.split(data["supporting"].replace("、", ";")) if name.strip()]
        return {
            "title": data["title"],
            "due": data["due"],
            "expected": data["expected"],
            "match_letter": data["match_letter"],
            "responsible_id": who["partnership_id"],
            "responsible_words": who["as_written"],
            "supporters": [_unit_or_words(name, table) for name in names],
        }


def _unit_or_words(typed: str, table: MeetingChoices) -> SupporterValues:
    """A unit, or the words for somebody who is none, for instance 社区党委."""
    unit_id = table.units.certainly(typed) if typed else None
    return {"partnership_id": unit_id, "as_written": "" if unit_id else typed[:120]}


class DiscussionForm(LineForm[Discussion, DiscussionValues]):
    key, first = "discussion", "topic"
    topic = line_field(_l("Topic"), 120, required=True)
    said = long_text_field(_l("Who said what"))
    outcome = long_text_field(_l("Outcome of the discussion"))

    def words_of(self, line: Discussion) -> Mapping[str, Any]:
        return {"said": write_positions(line.positions)}

    def read(self, table: MeetingChoices) -> DiscussionValues:
        data = self.values
        return {"topic": data["topic"], "positions": read_positions(data["said"]), "outcome": data["outcome"]}


# What a person may record; nothing is chosen beforehand.
RECORDED_STATUSES = (FollowUpStatus.DONE, FollowUpStatus.CONTINUED, FollowUpStatus.NOT_DONE, FollowUpStatus.DROPPED)


class FollowUpForm(LineForm[FollowUp, FollowUpValues]):
    key, first = "follow_up", "title"
    action_id = HiddenField(filters=[row_number_if_any])
    title = line_field(_l("What was promised"), 200, required=True)
    lead = line_field(_l("Lead"), 120)
    support = line_field(_l("Supporting"), 300)
    came_of = RadioField(
        _l("What became of it"),
        choices=choices_of_labels(FOLLOW_UP_LABELS, *RECORDED_STATUSES),
        validators=[InputRequired(_l("Please say what became of it."))],
    )
    status_words = line_field(_l("In their words"), 40)
    detail = line_field(_l("Details"), 1000)
    new_due = DayField(_l("New deadline"), validators=[Optional()])

    def words_of(self, line: FollowUp) -> Mapping[str, Any]:
        return {"came_of": line.status if line.status in RECORDED_STATUSES else None}

    def read(self, table: MeetingChoices) -> FollowUpValues:
        data = self.values
        return {
            "action": table.action(data["action_id"]),
            "title": data["title"],
            "lead": data["lead"],
            "support": data["support"],
            "status": FollowUpStatus(data["came_of"]),
            "status_words": data["status_words"],
            "detail": data["detail"],
            "new_due": data["new_due"],
        }


class DeferralForm(LineForm[DeferredNeed, DeferralValues]):
    key, first = "deferral", "need_words"
    need_words = record_choice_field(_l("Need"), "needs", required=True)
    reason = line_field(_l("Reason, and who takes it on"), 500)

    def words_of(self, line: DeferredNeed) -> Mapping[str, Any]:
        return {"need_words": RecordChoice(line.need.id, line.need.name).label if line.need else line.as_written}

    def read(self, table: MeetingChoices) -> DeferralValues:
        """Something that is on no list, raised at the meeting itself, stays as it was written."""
        data = self.values
        need_id = table.needs.one_or_none(data["need_words"], "need_words")
        need = table.rows(Need, [need_id])[0] if need_id else None
        return {"need": need, "as_written": need.name if need else data["need_words"][:120], "reason": data["reason"]}
