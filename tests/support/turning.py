"""A meeting held this quarter that gives three tasks and three matches, one of each to a unit that was not there."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from partner_hub.accounts.link_secrets import sha256_hex
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.quarters import Quarter
from partner_hub.matching.commands import answers, claims
from partner_hub.matching.contribution import Contribution
from partner_hub.meetings import attendance
from partner_hub.meetings.models import AgendaItem, Meeting
from partner_hub.meetings.queries import meeting_record
from partner_hub.meetings.record_lines.deferrals import DEFERRAL_LINES, DeferralValues
from partner_hub.meetings.record_lines.matches import MATCH_LINES, MatchValues
from partner_hub.meetings.record_lines.tasks import TASK_LINES, TaskValues
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.needs.models import Need
from partner_hub.public.lookup_codes import lookup_code_from
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import ItemKind, ItemState, MeetingState, Presence
from tests.support.gathering import a_gathering, an_offering, unit
from tests.support.records import a_need
from tests.support.world import World

CODE = lookup_code_from("x" * 32, "turning")
REPORTED, MOVED, DECLINED = "排出陪诊值班表", "开放周末操场", "增设夜间巡诊"
ESCORT, LIGHTS, HOMEWORK, COURSE = "独居老人陪诊", "楼道照明", "课后辅导", "手机课堂"


@dataclass
class Turn:
    """What the journey starts from; ids only, as the browser saves what it does elsewhere."""

    quarter: Quarter
    meeting: int
    needs: dict[str, int]
    matches: dict[str, int]
    tasks: dict[str, int]


def a_meeting_to_sign(world: World) -> Turn:
    """Held yesterday, its draft written. The hospital was there, the school was not."""
    quarter = clock.quarter_of(clock.local_today())
    facts: Any = {"year": quarter[0], "quarter": quarter[1], "planned_start": clock.utc_now() - timedelta(days=1)}
    meeting = a_gathering(world, ItemKind.MATCHING, ItemKind.DECISIONS, **facts)
    _seat(world, meeting, world.hospital, Presence.PRESENT)
    _seat(world, meeting, world.school, Presence.EXCUSED)
    needs = {name: _a_need_of(world, quarter, name) for name in (ESCORT, LIGHTS, HOMEWORK, COURSE)}
    matching, last = meeting.items
    matches = {
        ESCORT: _a_match(world, matching, needs[ESCORT], world.hospital, MatchState.CONFIRMED),
        LIGHTS: _a_match(world, matching, needs[LIGHTS], world.hospital, MatchState.CONFIRMED),
        HOMEWORK: _a_match(world, matching, needs[HOMEWORK], world.school, MatchState.DEFERRED),
    }
    tasks = {
        REPORTED: _a_task(world, last, REPORTED, world.hospital),
        MOVED: _a_task(world, last, MOVED, world.school),
        DECLINED: _a_task(world, last, DECLINED, world.hospital),
    }
    put_off: DeferralValues = {"need": needs[COURSE], "reason": "场地待定"}
    DEFERRAL_LINES.add(world.actor("staff"), meeting, put_off)
    for item in meeting.items:
        item.state = ItemState.PASSED
    meeting.state = MeetingState.HELD
    db.session.commit()
    draft_minutes(world.actor("staff"), meeting_record(meeting.id))
    db.session.commit()
    return Turn(quarter, meeting.id, {name: need.id for name, need in needs.items()}, matches, tasks)


def confirm_a_small_matter(world: World, quarter: Quarter) -> str:
    """Claimed, agreed and confirmed between the meetings: the next one ratifies it."""
    need = _a_need_of(world, quarter, "血压测量")
    school = unit(world, world.school)
    match = claims.claim_need(
        world.actor("other_unit_admin"), need, partnership=school, offering=an_offering(world, "健康角", school.id),
        quantity=1, promise="每周一次",
    )  # fmt: skip
    answers.agree_match(world.actor("staff"), match)
    answers.confirm_match(world.actor("secretary"), match)
    db.session.commit()
    return need.open_title


def _a_need_of(world: World, quarter: Quarter, name: str) -> Need:
    code = {"code_hash": sha256_hex(CODE), "grid_id": world.grid} if name == ESCORT else {}
    year, number = quarter
    return a_need(world, name=name, content=name, public_name=name, public_text=name, year=year, quarter=number, **code)


def _a_match(world: World, item: AgendaItem, need: Need, lead: int, state: MatchState) -> int:
    contribution = Contribution(unit(world, lead), None, is_lead=True)
    values: MatchValues = {"needs": [need], "partners": [contribution], "promise": "每月一次", "state": state}
    return MATCH_LINES.add(world.actor("staff"), item, values).id


def _a_task(world: World, item: AgendaItem, title: str, responsible: int) -> int:
    due = clock.local_today() + timedelta(days=30)
    values: TaskValues = {"title": title, "responsible_id": responsible, "due": due, "expected": f"{title}一份"}
    return TASK_LINES.add(world.actor("staff"), item, values).id


def _seat(world: World, meeting: Meeting, partnership: int, presence: Presence) -> None:
    values: attendance.SeatChanges = {
        "delegate_name": "江帆", "delegate_title": "主任", "presence": presence, "reason": "",
    }  # fmt: skip
    attendance.set_seat(world.actor("staff"), meeting, unit(world, partnership), data=values)
