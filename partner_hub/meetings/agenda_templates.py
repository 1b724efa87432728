"""Templates of an agenda: the usual items of a community, saved from one meeting and put on another."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotFound
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.meetings.agenda import NewItem, add_agenda_item, items_in_order
from partner_hub.meetings.agenda_models import AgendaTemplate
from partner_hub.meetings.agenda_omissions import source_of_item
from partner_hub.meetings.agenda_sources import ENDING_KINDS, STANDING_KINDS, add_item_before_end
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.queries import meeting_before
from partner_hub.meetings.record_lock import require_open_record
from partner_hub.vocabulary.meeting import ItemKind

# The built-in one: the standing order. Its words stand in the minutes and are therefore Chinese.
STANDING_TEMPLATE: Sequence[NewItem] = (
    {"kind": ItemKind.FOLLOW_UP, "title": "上季度议定事项回头看"},
    {"kind": ItemKind.MINUTES_CONFIRMATION, "title": "确认上次会议纪要"},
    {"kind": ItemKind.MATCHING, "title": "本季度供需对接"},
    {"kind": ItemKind.DISCUSSION, "title": "单位和社区提出的议题"},
    {"kind": ItemKind.NEXT_MEETING, "title": "下季度主题和时间"},
)
MAX_TEMPLATES = 20


def templates_of_community(community_id: int) -> Sequence[AgendaTemplate]:
    statement = select(AgendaTemplate).where(AgendaTemplate.community_id == community_id)
    return db.session.scalars(statement.order_by(AgendaTemplate.name, AgendaTemplate.id)).all()


def template_for(actor: Actor, template_id: int) -> AgendaTemplate:
    """Raises NotFound for one of another community."""
    found = db.session.get(AgendaTemplate, template_id)
    if found is None or found.community_id != actor.community_id:
        raise NotFound
    return found


def save_agenda_template(actor: Actor, meeting: Meeting, *, name: str) -> AgendaTemplate:
    """The items of the meeting without those that came by themselves or from units; one of that name is replaced.

    Raises: NotAllowed; DomainError (field name) when nothing is left to save, or there are too many.
    """
    actor.require(Permission.MEETINGS_RECORD)
    items = [_template_line(item) for item in items_in_order(meeting) if _is_usual(item)]
    if not items:
        raise DomainError(_("This agenda has no item that could stand in a template."), field="name")
    known = {each.name: each for each in templates_of_community(meeting.community_id)}
    if (template := known.get(name)) is not None:
        template.items = items
        count_save(template)
    else:
        if len(known) >= MAX_TEMPLATES:
            raise DomainError(_("At most %(number)s templates.", number=MAX_TEMPLATES), field="name")
        template = AgendaTemplate(community_id=meeting.community_id, name=name, items=items)
        db.session.add(template)
        db.session.flush()
    record_event(actor, template, "save")
    return template


def delete_agenda_template(actor: Actor, template: AgendaTemplate) -> None:
    """Raises NotAllowed."""
    actor.require(Permission.MEETINGS_RECORD)
    record_event(actor, template, "delete", details={"name": template.name})
    db.session.delete(template)
    db.session.flush()


def apply_agenda_template(actor: Actor, meeting: Meeting, template: AgendaTemplate | None) -> int:
    """Add what is not on the agenda yet, in the template's order; None for the standing order. Returns how many came.

    An item stands there already when one has its title, or is the agenda's one of a standing kind. Nothing is confirmed
    where there are no minutes of an earlier meeting.

    Raises: NotAllowed, SealedRecord.
    """
    require_open_record(actor, meeting)
    lines = STANDING_TEMPLATE if template is None else [_item_of_line(line) for line in template.items]
    has_minutes_before = meeting_before(meeting) is not None
    wanted = [line for line in lines if has_minutes_before or line["kind"] is not ItemKind.MINUTES_CONFIRMATION]
    missing = _missing_lines(wanted, items_in_order(meeting))
    for line in missing:
        _add_in_its_place(actor, meeting, line)
    return len(missing)


def _add_in_its_place(actor: Actor, meeting: Meeting, line: NewItem) -> None:
    if line["kind"] in ENDING_KINDS:
        add_agenda_item(actor, meeting, data=line)
    else:
        add_item_before_end(actor, meeting, line)


def _missing_lines(wanted: Iterable[NewItem], items: Sequence[AgendaItem]) -> list[NewItem]:
    titles, kinds = {item.title for item in items}, {item.kind for item in items} & STANDING_KINDS
    return [line for line in wanted if line["title"] not in titles and line["kind"] not in kinds]


def _is_usual(item: AgendaItem) -> bool:
    return source_of_item(item) is None and item.proposed_by_id is None


def _template_line(item: AgendaItem) -> dict[str, Any]:
    return {
        "kind": item.kind.value,
        "title": item.title,
        "presenter": item.presenter,
        "minutes": item.minutes_allotted,
    }


def _item_of_line(line: dict[str, Any]) -> NewItem:
    return {
        "kind": ItemKind(line["kind"]),
        "title": line["title"],
        "presenter": line["presenter"],
        "minutes_allotted": line["minutes"],
    }
