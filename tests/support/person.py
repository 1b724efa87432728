"""One resident who left traces everywhere, a namesake, and a look into every column for what is left of them."""

import json
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from sqlalchemy import LargeBinary

from partner_hub.accounts.link_secrets import sha256_hex
from partner_hub.accounts.models import Invitation, KeptText
from partner_hub.actions.models import ActionSupporter, DeadlineRequest
from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import METADATA, db
from partner_hub.core.events import record_event
from partner_hub.core.mail_outbox import OutgoingMail
from partner_hub.core.permissions import Role
from partner_hub.imports import service
from partner_hub.imports.confirmation import confirm_import
from partner_hub.imports.models import Import
from partner_hub.imports.plan import prepare
from partner_hub.matching.models import Match, MatchNeed, MatchPartner
from partner_hub.meetings.attendance_models import Guest, Seat
from partner_hub.meetings.models import AgendaItem, Decision, Discussion, Meeting
from partner_hub.messages.models import Message
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.needs.models import Need, NeedsList
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership, UnitApplication
from partner_hub.public.lookup_codes import lookup_code_from
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import MeetingState
from partner_hub.vocabulary.minutes import MinutesState
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.workbook_import import ImportKind
from tests.support import records
from tests.support.sample import a_workbook
from tests.support.world import World

NAME, PHONE = "周秋菊", "13905061234"
# As people write them; all of them must be found.
NAMES, PHONES = (
    (NAME, "周 秋菊"),
    (PHONE, "139-0506-1234", "１３９０５０６１２３４", "+86 139 0506 1234", "(139)05061234"),
)
CODE = lookup_code_from("secret", "key")
SAID = f"独居老人{NAME}要人陪诊，电话{PHONES[1]}"
SIGNED = frozenset({"issued_minutes", "minutes"})
ROWS = [["需求名称", "需求内容", "需求类别", "来源"], [f"三楼{NAME}透析没人接送", f"电话{PHONE}", "养老助老", "热线"]]


def settle_person(world: World) -> dict[str, int]:
    """Traces of the resident in every kind of record; ids by name."""
    staff = world.actor("staff")
    reported = records.a_need(
        world, name=f"{NAME}要人陪诊", content=SAID, reporter_name=NAMES[1], reporter_phone=PHONES[1],
        code_hash=sha256_hex(CODE), client_key="key", state=NeedState.PUBLISHED,
    )  # fmt: skip
    told_by_other = records.a_need(
        world, name="邻居要人陪诊", content=f"楼上{NAME}也要", reporter_name="何桂英", reporter_phone="13800001111"
    )
    record_event(
        staff, reported, "decline", reason=f"已与{NAME}（{PHONES[4]}）电话沟通", details={"before": {"words": SAID}}
    )
    shared = records.an_action(world, title="陪诊排班")
    ids = _rows(
        world,
        DeadlineRequest(
            action_id=shared.id, asked_due=date(2027, 1, 31), reason=f"{NAME}住院了", answer_words=f"请打{PHONE}再问"
        ),
        ActionSupporter(action_id=shared.id, as_written="三网格", report=f"已上门看望{NAME}"),
        Message(
            user_id=world.people["staff"], community_id=world.community, kind="x", key="x:1", subject=SAID, path="/",
            button="看",
        ),
        OutgoingMail(recipient="staff@example.org", subject="需求", body=SAID),
        KeptText(
            user_id=world.people["staff"], path="/", fields=[["content", SAID], ["phone", PHONES[2]]],
            expires_at=clock.utc_now() + timedelta(days=1),
        ),
        Offering(
            community_id=world.community, partnership_id=world.hospital, name="陪诊", contact=NAME,
            contact_phone=PHONES[3],
        ),
        Invitation(
            name=NAME, phone=PHONE, role=Role.SUPERVISOR, community_id=world.community, secret_hash="s" * 64,
            expires_at=clock.utc_now(),
        ),
        UnitApplication(partnership_id=world.school, applicant=NAME, phone=PHONE, words=SAID, secret_hash="t" * 64),
        NeedsList(
            community_id=world.community, year=2026, quarter=3, number=1, published_by="沈若溪",
            rows=[{"name": SAID, "text": "", "number": PHONE}, {"name": "路灯不亮"}],
        ),
        Match(
            community_id=world.community, state=MatchState.AGREED, promise=SAID, needs=[MatchNeed(need=reported)],
            partners=[MatchPartner(partnership_id=world.hospital, is_lead=True)],
        ),
        records.an_action(world, title=f"每周看望{NAME}", expected=SAID, outcome=f"{NAME}满意"),
    )  # fmt: skip
    unit = db.session.get_one(Partnership, world.hospital)
    unit.contact, unit.phones = NAME, [PHONES[3], "0591-83000001"]
    ids |= _meeting(world, MeetingState.PLANNING) | {"signed": _signed(world)}
    ids["file"] = _confirmed(world).id
    ids["waiting"] = _uploaded(world).id
    db.session.flush()
    return ids | {"reported": reported.id, "told_by_other": told_by_other.id}


def settle_elsewhere(world: World) -> int:
    """The same words in another community."""
    need = records.a_need(
        world, community_id=world.elsewhere, name=SAID, content=SAID, reporter_name=NAME, reporter_phone=PHONE
    )
    record_event(Actor.of_operator(world.elsewhere), need, "decline", reason=SAID)
    return int(need.id)


def left_of(*words: str, community_tables_to_leave_out: frozenset[str] = SIGNED) -> list[str]:
    """Where one of the words still stands: in any column of any table, in JSON and in workbooks, too."""
    return [
        f"{table.name}.{column.name} of row {row['id']}: {word}"
        for table in METADATA.sorted_tables
        if table.name not in community_tables_to_leave_out
        for row in db.session.execute(db.select(table)).mappings()
        for column in table.columns
        for word in words
        if word in _text(table.name, column.type, row[column.name])
    ]


def _text(table: str, kind: Any, value: Any) -> str:
    if isinstance(kind, LargeBinary):
        return _cells(value) if table == "import" and value else repr(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def _cells(data: bytes) -> str:
    book = load_workbook(BytesIO(data))
    return "\n".join(str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line)


def _rows(world: World, *rows: Any) -> dict[str, int]:
    db.session.add_all(rows)
    db.session.flush()
    return {row.__tablename__: row.id for row in rows}


def _meeting(world: World, state: MeetingState, **facts: Any) -> dict[str, int]:
    meeting: Meeting = records.a_meeting(world, state=state, chair_name="沈若溪", **facts)
    item = AgendaItem(meeting=meeting, title=f"{NAME}陪诊", summary=SAID, presenter=NAME)
    seat = Seat(meeting_id=meeting.id, partnership_id=world.hospital, delegate_name=NAME)
    guest = Guest(meeting_id=meeting.id, name=NAME, note=PHONES[0])
    db.session.add_all([item, seat, guest])
    db.session.flush()
    return _rows(
        world,
        Decision(agenda_item_id=item.id, text=SAID),
        Discussion(agenda_item_id=item.id, topic="陪诊", positions=[{"who": NAME, "said": SAID}]),
    ) | {"seat": seat.id, "guest": guest.id, "meeting": meeting.id}


def _signed(world: World) -> int:
    held = _meeting(world, MeetingState.HELD, year=2026, quarter=2)["meeting"]
    text = Minutes(meeting_id=held, state=MinutesState.SIGNED, body=f"参会：{NAME}")
    db.session.add(text)
    db.session.flush()
    issued = IssuedMinutes(
        minutes_id=text.id, community_id=world.community, year=2026, number=7, dated=date(2026, 7, 6), title="会议纪要",
        pages=1, size=4, sha256="0" * 64, pdf=b"%PDF", record={"guests": [NAME]}, signed_by="沈若溪",
    )  # fmt: skip
    db.session.add(issued)
    db.session.flush()
    return issued.id


def _uploaded(world: World) -> Import:
    community = db.session.get_one(Community, world.community)
    actor = Actor.of_operator(community.id)
    return service.upload_workbook(
        actor, community, kind=ImportKind.NEEDS, data=a_workbook(ROWS), filename=f"{NAME}的需求.xlsx"
    )


def _confirmed(world: World) -> Import:
    entry, actor = _uploaded(world), Actor.of_operator(world.community)
    service.accept_proposals(actor, entry)
    return confirm_import(actor, entry, shown=prepare.prepare_plan(entry).digest)


def needs_of(ids: dict[str, int]) -> Need:
    return db.session.get_one(Need, ids["reported"])
