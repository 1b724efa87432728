"""A meeting that was held, recorded through the commands that recorders use."""

from datetime import UTC, date, datetime

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.matching.contribution import Contribution
from partner_hub.meetings import agenda, attendance
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lines.decisions import DECISION_LINES
from partner_hub.meetings.record_lines.guests import GUEST_LINES
from partner_hub.meetings.record_lines.matches import MATCH_LINES, MatchValues
from partner_hub.meetings.record_lines.tasks import TASK_LINES, TaskValues
from partner_hub.meetings.service import NewMeeting, plan_meeting
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import ItemKind, ItemState, MeetingState, Presence
from tests.support.records import a_need
from tests.support.world import World


def a_held_meeting(world: World, *, quarter: int = 3, expected: str = "开通30个车位") -> Meeting:
    """Two items, one match, one decision, one task; the hospital present, the school excused."""
    actor = world.actor("staff")
    community = db.session.get_one(Community, world.community)
    facts: NewMeeting = {
        "year": 2026,
        "quarter": quarter,
        "planned_start": datetime(2026, quarter * 3 - 2, 16, 7, tzinfo=UTC),
        "place": "社区党群服务中心二楼",
        "chair_name": "沈若溪",
        "chair_title": "社区党委书记",
        "recorder_name": "丁一鸣",
        "recorder_title": "党建专干",
    }
    meeting = plan_meeting(actor, community, data=facts)
    _seat(world, meeting, world.hospital, "罗𬭎", Presence.PRESENT)
    _seat(world, meeting, world.school, "江帆", Presence.EXCUSED)
    GUEST_LINES.add(actor, meeting, {"name": "程昉", "title": "副书记", "organisation": "柳岸街道"})
    matching = agenda.add_agenda_item(
        actor, meeting, data={"title": "供需对接", "kind": ItemKind.MATCHING, "state": ItemState.PASSED}
    )
    last = agenda.add_agenda_item(
        actor, meeting, data={"title": "议定事项", "kind": ItemKind.DECISIONS, "state": ItemState.PASSED}
    )
    hospital = db.session.get_one(Partnership, world.hospital)
    match: MatchValues = {
        "needs": [a_need(world)],
        "partners": [Contribution(hospital, None, is_lead=True)],
        "promise": "每月第一个周三上门",
        "state": MatchState.CONFIRMED,
    }
    MATCH_LINES.add(actor, matching, match)
    DECISION_LINES.add(actor, last, {"text": "资源清单每季度第一周更新"})
    task: TaskValues = {
        "title": "开放夜间车位",
        "responsible_id": world.hospital,
        "due": date(2026, 12, 1),
        "expected": expected,
    }
    TASK_LINES.add(actor, last, task)
    meeting.state = MeetingState.HELD
    db.session.commit()
    return meeting


def _seat(world: World, meeting: Meeting, unit: int, name: str, presence: Presence) -> None:
    values: attendance.SeatChanges = {
        "delegate_name": name,
        "delegate_title": "主任",
        "presence": presence,
        "reason": "",
    }
    attendance.set_seat(world.actor("staff"), meeting, db.session.get_one(Partnership, unit), data=values)
