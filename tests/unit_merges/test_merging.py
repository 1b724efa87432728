"""Two records of one unit become one with all that hangs on them, and are two again when it is undone."""

from datetime import timedelta

import pytest

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict, DomainError, NotAllowed
from partner_hub.imports.models import Import
from partner_hub.matching.models import Match, MatchPartner
from partner_hub.meetings.answer_links import seat_answer_link, seat_of_answer_link
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.messages.models import Message
from partner_hub.offerings.models import Offering
from partner_hub.partners.known_units import KnownUnits
from partner_hub.partners.merge_models import UnitMerge
from partner_hub.partners.models import Partnership
from partner_hub.partners.notifications import notify_committee_of_unit
from partner_hub.unit_merges.chores import forget_journals, gather_late_rows
from partner_hub.unit_merges.references import REFERENCES
from partner_hub.unit_merges.service import merge_units, undo_merge
from partner_hub.vocabulary.match import LIVE_MATCH_STATES
from partner_hub.vocabulary.meeting import MeetingState, Presence
from partner_hub.vocabulary.unit import UnitState
from partner_hub.vocabulary.workbook_import import ImportKind
from tests.support.database import on_both_databases
from tests.support.page import SignedIn
from tests.support.records import a_meeting
from tests.support.world import World
from tests.unit_merges.everything import FROZEN, Everything, dump

HOSPITAL, SCHOOL = "江州市第二医院", "江州市柳岸小学"


def merged_into_hospital(world: World, **facts: object) -> UnitMerge:
    kept, merged = (db.session.get_one(Partnership, each) for each in (world.hospital, world.school))
    merge = merge_units(world.actor("staff"), kept, merged, facts=facts)
    db.session.flush()
    return merge


@on_both_databases
@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost_by_a_merge_and_undoing_it_puts_every_row_back(world: World, seed: int) -> None:
    Everything(world, seed).settle()
    before = dump()
    merge = merged_into_hospital(world, name=SCHOOL, phones=["0591-83000001"])
    after = dump()
    removed = [(step["table"], step["row"]["id"]) for step in merge.steps if step["do"] == "remove"]
    gone = [(table, number) for table, rows in before.items() for number in rows.keys() - after[table].keys()]
    assert sorted(gone) == sorted(removed)
    assert {table for table, _number in gone} <= {"seat", "match_partner", "need_invitation", "unit_alias"}
    assert {name: after[name] for name in FROZEN} == {name: before[name] for name in FROZEN}
    left = {
        reference.table_name for reference in REFERENCES
        for row in after[reference.table_name].values()
        if row[reference.column_name] == world.school and (not reference.kind or row["kind"] == reference.kind)
    }  # fmt: skip
    assert left <= {"seat", "unit_application", "unit_alias", "unit_consent", "match_partner"}
    undo_merge(world.actor("staff"), merge)
    assert dump() == before


@on_both_databases
def test_both_names_find_the_unit_and_the_old_page_leads_to_it(signed_in: SignedIn, world: World) -> None:
    merge = merged_into_hospital(world)
    known = KnownUnits.of(world.community)
    assert (known.named(HOSPITAL), known.named(SCHOOL)) == (world.hospital, world.hospital)
    page = signed_in("staff").page(world.url(f"partners/{world.school}"))
    assert page.url.endswith(f"/partners/{world.hospital}")
    assert "Another unit was merged into it" in page.text
    assert SCHOOL not in signed_in("secretary").page(world.url("partners/")).text
    page = page.submit("Undo the merge")
    assert "both units are on the list again" in page.text
    assert db.session.get_one(UnitMerge, merge.id).undone_by == "丁一鸣"
    assert KnownUnits.of(world.community).named(SCHOOL) == world.school


def seats(world: World, state: MeetingState, *presences: Presence) -> Meeting:
    meeting = a_meeting(world, state=state)
    for number, (unit, presence) in enumerate(zip((world.hospital, world.school), presences, strict=True), start=1):
        seat = Seat(meeting_id=meeting.id, partnership_id=unit, presence=presence, delegate_name=f"代表{number}")
        seat.sign_in = number if presence is Presence.PRESENT else None
        db.session.add(seat)
    db.session.flush()
    return meeting


P = Presence


@pytest.mark.parametrize(
    ("presences", "one_seat"),
    [
        ((P.PRESENT, P.PRESENT), (P.PRESENT, "代表1、代表2", 1)),
        ((P.ABSENT, P.PRESENT), (P.PRESENT, "代表2", 2)),
        ((P.PRESENT, P.ABSENT), (P.PRESENT, "代表1", 1)),
        ((P.NOT_RECORDED, P.EXCUSED), (P.EXCUSED, "代表2", None)),
    ],
)
def test_two_seats_of_an_open_meeting_become_one_that_tells_of_both(
    world: World, presences: tuple[Presence, Presence], one_seat: object
) -> None:
    meeting = seats(world, MeetingState.HELD, *presences)
    merged_into_hospital(world)
    (seat,) = db.session.scalars(db.select(Seat).where(Seat.meeting_id == meeting.id))
    assert (seat.presence, seat.delegate_name, seat.sign_in) == one_seat


def test_two_seats_of_a_signed_meeting_stay_as_its_minutes_tell(world: World) -> None:
    meeting = seats(world, MeetingState.MINUTES_SIGNED, P.PRESENT, P.PRESENT)
    merged_into_hospital(world)
    found = db.session.scalars(db.select(Seat).where(Seat.meeting_id == meeting.id).order_by(Seat.id))
    assert [seat.partnership.name for seat in found] == [HOSPITAL, SCHOOL]


def test_a_live_match_of_both_has_the_unit_once_and_it_leads(world: World) -> None:
    match = Match(community_id=world.community, promise="陪诊", state=LIVE_MATCH_STATES[0])
    match.partners = [
        MatchPartner(partnership_id=world.hospital),
        MatchPartner(partnership_id=world.school, is_lead=True),
    ]
    db.session.add(match)
    db.session.flush()
    merged_into_hospital(world)
    assert [(each.partnership_id, each.is_lead) for each in match.partners] == [(world.hospital, True)]


def test_what_was_made_since_stays_and_what_belongs_to_what_goes_back_goes_along(world: World) -> None:
    theirs = Offering(community_id=world.community, partnership_id=world.school, name="操场")
    db.session.add(theirs)
    db.session.flush()
    merge = merged_into_hospital(world, address="柳岸路1号")
    new = Offering(community_id=world.community, partnership_id=world.hospital, name="新的")
    match = Match(community_id=world.community, promise="周末开放")
    match.partners = [MatchPartner(partnership_id=world.hospital, offering=theirs, is_lead=True)]
    theirs.content = "改过了"
    merge.kept.address = "柳岸路2号"
    db.session.add_all([new, match])
    undo_merge(world.actor("staff"), merge)
    assert (new.partnership_id, theirs.partnership_id, theirs.content) == (world.hospital, world.school, "改过了")
    assert [each.partnership_id for each in match.partners] == [world.school]
    assert db.session.get_one(Partnership, world.hospital).address == "柳岸路2号"


def test_a_seat_of_both_that_was_changed_since_keeps_the_merge(world: World) -> None:
    meeting = seats(world, MeetingState.CALLED, P.NOT_RECORDED, P.ABSENT)
    merge = merged_into_hospital(world)
    meeting.seats[0].presence = P.PRESENT
    db.session.flush()
    with pytest.raises(Conflict, match="cannot be told any more"):
        undo_merge(world.actor("staff"), merge)


def test_a_merge_can_be_undone_once_and_for_a_day(world: World) -> None:
    merge = merged_into_hospital(world)
    merge.merged_at = clock.utc_now() - timedelta(hours=25)
    with pytest.raises(Conflict, match="one day"):
        undo_merge(world.actor("staff"), merge)
    merge.merged_at = clock.utc_now()
    undo_merge(world.actor("staff"), merge)
    with pytest.raises(Conflict):
        undo_merge(world.actor("staff"), merge)


def test_who_may_not_keep_the_list_merges_nothing_and_a_suspended_unit_is_not_freed_by_it(world: World) -> None:
    kept, merged = (db.session.get_one(Partnership, each) for each in (world.hospital, world.school))
    with pytest.raises(NotAllowed):
        merge_units(world.actor("unit_admin"), kept, merged, facts={})
    merged.state = UnitState.SUSPENDED
    with pytest.raises(DomainError, match="suspended"):
        merge_units(world.actor("staff"), kept, merged, facts={})
    merged.state, kept.state = UnitState.APPROVED, UnitState.WITHDRAWN
    with pytest.raises(DomainError, match="keep the other record"):
        merge_units(world.actor("staff"), kept, merged, facts={})
    with pytest.raises(DomainError, match="another unit of this community"):
        merge_units(world.actor("staff"), kept, db.session.get_one(Partnership, world.stranger_unit), facts={})


def test_the_clerk_compares_and_chooses_field_by_field(signed_in: SignedIn, world: World) -> None:
    kept, merged = (db.session.get_one(Partnership, each) for each in (world.hospital, world.school))
    kept.unit.name, merged.unit.name = "二院", HOSPITAL
    kept.address, merged.address, merged.contact = "柳岸路1号", "柳岸路2号", "罗玥"
    kept.phones, merged.phones = ["0591-83000001"], ["0591-83000002"]
    page = signed_in("staff").page(world.url(f"partners/{world.hospital}")).follow("Merge with another unit")
    page = page.follow(f"Compare: {HOSPITAL}")
    kept.remark = "改过了"
    kept.version += 1
    db.session.commit()
    page = page.submit("Make one unit of both", {"keep": str(world.hospital), "address": "theirs"}, status=422)
    assert "Somebody saved one of the two units meanwhile." in page.text
    page = page.submit("Make one unit of both")
    assert "Both are one unit now." in page.text
    unit = db.session.get_one(Partnership, world.hospital)
    db.session.refresh(unit)
    assert (unit.name, unit.address, unit.contact, unit.remark) == (HOSPITAL, "柳岸路2号", "罗玥", "改过了")
    assert unit.phones == ["0591-83000001", "0591-83000002"]
    assert unit.short_names == ["二院"]


def test_the_link_of_a_seat_that_became_part_of_another_still_answers(world: World) -> None:
    meeting = seats(world, MeetingState.CALLED, P.NOT_RECORDED, P.NOT_RECORDED)
    meeting.planned_start = clock.utc_now() + timedelta(days=3)
    kept, merged = meeting.seats
    secret = seat_answer_link(merged).rpartition("/")[2]
    number = merged.id
    merged_into_hospital(world)
    assert seat_of_answer_link(number, secret)[1].id == kept.id


def test_at_night_late_rows_follow_and_old_journals_are_emptied(world: World) -> None:
    merge = merged_into_hospital(world)
    late = Offering(community_id=world.community, partnership_id=world.school, name="晚到的")
    db.session.add(late)
    db.session.flush()
    assert gather_late_rows(clock.local_today()) == 1
    db.session.refresh(late)
    assert late.partnership_id == world.hospital
    assert forget_journals(clock.local_today()) == 0
    merge.merged_at -= timedelta(hours=25)
    assert forget_journals(clock.local_today()) == 1
    assert merge.steps == []


def test_people_of_a_unit_that_had_left_get_no_rights_back(world: World) -> None:
    db.session.get_one(Partnership, world.school).state = UnitState.WITHDRAWN
    merged_into_hospital(world)
    assert not world.actor("unit_admin").speaks_for(world.school)
    with pytest.raises(AssertionError):
        world.actor("other_unit_admin")


def test_answers_of_an_import_that_waits_name_the_kept_unit(world: World) -> None:
    entry = Import(community_id=world.community, kind=ImportKind.OFFERINGS, filename="x", sha256="0", data=b"")
    entry.decisions = {"5": {"unit_name": str(world.school), "category": str(world.school)}}
    db.session.add(entry)
    db.session.flush()
    merge = merged_into_hospital(world)
    db.session.refresh(entry)
    assert entry.decisions == {"5": {"unit_name": str(world.hospital), "category": str(world.school)}}
    undo_merge(world.actor("staff"), merge)
    db.session.refresh(entry)
    assert entry.decisions["5"]["unit_name"] == str(world.school)


def test_its_people_are_told_and_nobody_has_to_approve_it_any_more(world: World) -> None:
    school = db.session.get_one(Partnership, world.school)
    notify_committee_of_unit(school)
    merge = merged_into_hospital(world)

    def unread(person: str) -> list[str]:
        mine = (Message.user_id == world.people[person], Message.read_at.is_(None))
        return list(db.session.scalars(db.select(Message.subject).where(*mine)))

    assert unread("secretary") == []
    assert len(unread("other_unit_admin")) == 1
    undo_merge(world.actor("staff"), merge)
    assert len(unread("secretary")) == 1
