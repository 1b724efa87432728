"""One record of each kind for the matrix: the hospital's, the school's, the community's and another community's."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from partner_hub.accounts.invitations import give_secret
from partner_hub.accounts.link_secrets import sha256_hex
from partner_hub.accounts.models import CalendarLink, Invitation, PasswordLink, RoleGrant
from partner_hub.actions.models import ActionSupporter, DeadlineRequest
from partner_hub.communities.models import Community
from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.consents.models import UnitConsent
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.permissions import Role
from partner_hub.imports.service import upload_workbook
from partner_hub.matching.models import (
    Dismissal,
    Match,
    MatchNeed,
    MatchPartner,
    NeedInvitation,
    PlanLine,
    QuarterPlan,
)
from partner_hub.meetings.agenda_models import AgendaTemplate
from partner_hub.meetings.answer_links import group_answer_link, seat_answer_link
from partner_hub.meetings.attachment_models import Attachment, AttachmentRevision
from partner_hub.meetings.attendance_models import Guest, Seat, SeatAnswer
from partner_hub.meetings.models import AgendaItem, Decision, Meeting
from partner_hub.meetings.notice_facts import facts_of_meeting
from partner_hub.meetings.notice_models import MeetingNotice
from partner_hub.meetings.proposal_models import AgendaProposal
from partner_hub.messages.models import Message
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.minutes.review.models import MinutesComment, MinutesReview
from partner_hub.needs.models import Need, NeedsList
from partner_hub.offerings.models import Offering
from partner_hub.partners.merge_models import UnitMerge
from partner_hub.partners.models import Agreement, Partnership, PartnerUnit, UnitApplication
from partner_hub.vocabulary.consent import ConsentOccasion
from partner_hub.vocabulary.match import MatchOrigin, MatchState
from partner_hub.vocabulary.meeting import Answer, AnswerChannel, MeetingKind, MeetingState, ProposalState
from partner_hub.vocabulary.minutes import MinutesState
from partner_hub.vocabulary.need import NeedState
from partner_hub.vocabulary.offering import OfferingState
from partner_hub.vocabulary.quarter import QuarterState
from partner_hub.vocabulary.unit import UnitState
from partner_hub.vocabulary.workbook_import import ImportKind
from tests.support import records
from tests.support.minutes import minutes_of_pages
from tests.support.photographs import a_photograph_row
from tests.support.world import World

UNITS = (["单位名称", "联系人", "联系电话"], ["江州市第三医院", "陶然", "13905910003"])
INVITATION, PASSWORD_LINK = "secret-of-an-invitation", "secret-of-a-password-link"
APPLICATION, CALENDAR = "secret-of-an-application", "secret-of-a-calendar"


def settle_sample(world: World) -> dict[str, Any]:
    """Write the records and return their ids by name; foreign_... belong to the other community."""
    found: dict[str, Any] = {key: world.people[key] for key in ("staff", "unit_member")}
    db.session.get_one(Partnership, world.hospital).state = UnitState.RECHECK_DUE
    found |= {"hospital": world.hospital, "school": world.school, "foreign_unit": world.stranger_unit}
    for part in (
        *(_quarters, _units, _offerings, _needs, _matches, _plans, _meetings, _proposals),
        *(_actions, _consents, _minutes, _imports, _accounts, _messages),
    ):
        found |= part(world)
    found |= _secrets_of_answer_links(found["hospitals_seat"], found["meeting"])
    db.session.commit()
    return found


def _secrets_of_answer_links(seat_id: int, meeting_id: int) -> dict[str, str]:
    """Links to answer with follow from the number of the record."""
    links = {
        "secret_of_hospitals_seat": seat_answer_link(db.session.get_one(Seat, seat_id)),
        "secret_of_meeting": group_answer_link(db.session.get_one(Meeting, meeting_id)),
    }
    return {name: link.rpartition("/")[2] for name, link in links.items()}


def _quarters(world: World) -> dict[str, int]:
    figures: dict[str, Any] = {"categories": [], "matches": {}, "meeting": {}, "actions": {}, "needs": {}}
    return _ids(
        closed_quarter=CommunityQuarter(
            community_id=world.community, year=2025, quarter=4, state=QuarterState.CLOSED, figures=figures,
            closed_at=clock.utc_now(), closed_by="沈若溪",
        ),
        open_quarter=CommunityQuarter(community_id=world.community, year=2026, quarter=3),
    )  # fmt: skip


def _ids(**rows: Any) -> dict[str, int]:
    db.session.add_all(rows.values())
    db.session.flush()
    return {name: row.id for name, row in rows.items()}


def _units(world: World) -> dict[str, int]:
    unit = PartnerUnit(name="柳岸药店")
    applied = Partnership(community_id=world.community, unit=unit, state=UnitState.RETURNED, return_reason="缺证照")
    term = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "scan": b"%PDF-", "scan_name": "协议.pdf"}
    return _ids(
        agreement=Agreement(partnership_id=world.hospital, **term),
        foreign_agreement=Agreement(partnership_id=world.stranger_unit, **term),
        application=UnitApplication(partnership=applied, applicant="方晴", secret_hash=sha256_hex(APPLICATION)),
        merge=_merge(world.community, world.hospital),
        foreign_merge=_merge(world.elsewhere, world.stranger_unit),
    )


def _merge(community_id: int, unit_id: int) -> UnitMerge:
    """Of a record that stood twice on the list."""
    twin = Partnership(community_id=community_id, unit=PartnerUnit(name="二院"), state=UnitState.MERGED)
    twin.merged_into_id = unit_id
    return UnitMerge(community_id=community_id, kept_id=unit_id, merged=twin, state_before=UnitState.APPROVED)


def _offerings(world: World) -> dict[str, int]:
    listed: dict[str, Any] = {"state": OfferingState.LISTED, "name": "义诊"}
    here = {"community_id": world.community, "partnership_id": world.hospital}
    return _ids(
        listed_offering=Offering(**here, **listed),
        paused_offering=Offering(**here, name="义诊", state=OfferingState.PAUSED),
        draft_offering=Offering(**here, name="还在写"),
        foreign_offering=Offering(community_id=world.elsewhere, partnership_id=world.stranger_unit, **listed),
    )


def _needs(world: World) -> dict[str, int]:
    submitted: dict[str, Any] = {"community_id": world.community, "state": NeedState.SUBMITTED, "public_name": "求助"}
    return _ids(
        published_list=NeedsList(community_id=world.community, year=2026, quarter=4, number=1, published_by="沈若溪"),
        foreign_list=NeedsList(community_id=world.elsewhere, year=2026, quarter=4, number=1, published_by="白鹭"),
        published_need=records.a_need(world),
        hospitals_need=Need(**submitted, name="招募实习生", asking_partnership_id=world.hospital),
        grid_need=Need(**submitted, name="楼道灯坏了", grid_id=world.grid),
        foreign_need=records.a_need(world, community_id=world.elsewhere),
    )


def _matches(world: World) -> dict[str, int]:
    """A claim of the hospital that waits for the committee, and one of another community."""
    claimed = {"state": MatchState.PROPOSED, "origin": MatchOrigin.CLAIM, "answer_by": date(2026, 12, 31)}
    claim = Match(community_id=world.community, **claimed)
    claim.needs = [MatchNeed(need=records.a_need(world))]
    claim.partners = [MatchPartner(partnership_id=world.hospital, is_lead=True)]
    supporter = MatchPartner(partnership_id=world.school, position=1)
    claim.partners.append(supporter)
    invitation = NeedInvitation(need=records.a_need(world), partnership_id=world.hospital, invited_by="丁一鸣")
    ids = _ids(hospitals_claim=claim, foreign_claim=Match(community_id=world.elsewhere, **claimed), asked=invitation)
    return (
        ids | {"supporter": supporter.id, "leader": claim.partners[0].id} | _ids(reported_match=_reported_match(world))
    )


def _reported_match(world: World) -> Match:
    """In work, and the hospital has reported how it ended."""
    signed = {"state": MeetingState.MINUTES_SIGNED, "kind": MeetingKind.EXTRAORDINARY}
    match = Match(community_id=world.community, state=MatchState.CONFIRMED, reported_end=MatchState.DELIVERED)
    match.agenda_item_id = records.an_agenda_item(world, **signed)
    match.needs = [MatchNeed(need=records.a_need(world, state=NeedState.IN_PROJECT))]
    match.partners = [MatchPartner(partnership_id=world.hospital, is_lead=True)]
    match.reported_at, match.reported_by, match.outcome = clock.utc_now(), "陶然", "陪诊12次"
    return match


def _plans(world: World) -> dict[str, int]:
    """The quarter's plan with one line, one of another community, and an offering that was put aside."""
    facts: dict[str, Any] = {"year": 2026, "quarter": 4, "objective": 90, "bound": 90, "created_by": "丁一鸣"}
    ids: dict[str, int] = {}
    for name, place, unit in (
        ("", world.community, world.hospital),
        ("foreign_", world.elsewhere, world.stranger_unit),
    ):
        need = records.a_need(world, community_id=place)
        offering = Offering(community_id=place, partnership_id=unit, name="陪诊", state=OfferingState.LISTED)
        line = PlanLine(need=need, offering=offering, points=90)
        ids |= _ids(**{f"{name}plan": QuarterPlan(community_id=place, lines=[line], **facts)})
        ids[f"{name}plan_line"] = line.id
    other = Offering(community_id=world.community, partnership_id=world.hospital, name="讲座")
    aside = Dismissal(
        community_id=world.community, need_id=records.a_need(world).id, offering=other, reason="太远",
        dismissed_by="丁一鸣",
    )  # fmt: skip
    _ids(aside=aside)
    return ids | {"need_with_dismissal": aside.need_id, "dismissed_offering": aside.offering_id}


def _meetings(world: World) -> dict[str, int]:
    called: dict[str, Any] = {"state": MeetingState.CALLED, "planned_start": clock.utc_now() + timedelta(days=10)}
    meeting = records.a_meeting(world, **called)
    foreign = records.a_meeting(world, community_id=world.elsewhere, **called)
    planned = records.a_meeting(world, year=2027, quarter=1)
    item = AgendaItem(meeting=meeting, title="供需对接")
    ids = _ids(
        planned_meeting=planned,
        meeting=meeting,
        foreign_meeting=foreign,
        item=item,
        other_item=AgendaItem(meeting=meeting, title="其他"),
    )
    # Something has changed since, so that the page has that to tell.
    facts = replace(facts_of_meeting(meeting), place="三楼会议室").to_json()
    db.session.add_all(
        MeetingNotice(meeting_id=ids[name], number=1, sent_by="丁一鸣", facts=facts)
        for name in ("meeting", "foreign_meeting")
    )
    ids |= _papers(world, "item", item_id=ids["item"])
    schools_seat = Seat(meeting_id=ids["meeting"], partnership_id=world.school)
    return ids | _ids(
        template=AgendaTemplate(community_id=world.community, name="常用", items=[]),
        guest=Guest(meeting_id=ids["meeting"], name="程昉"),
        hospitals_seat=Seat(meeting_id=ids["meeting"], partnership_id=world.hospital),
        schools_seat=schools_seat,
        group_answer=SeatAnswer(
            seat=schools_seat, answer=Answer.ATTENDING, via=AnswerChannel.GROUP_LINK, said_by="江帆",
            given_at=clock.utc_now(),
        ),
        decision_line=Decision(agenda_item_id=ids["item"], text="每季度更新一次清单"),
        match=Match(community_id=world.community, agenda_item_id=ids["item"], state=MatchState.TABLED),
    )  # fmt: skip


def _proposals(world: World) -> dict[str, int]:
    """The hospital's, one that waits and one that was sent back, and another community's."""
    words: dict[str, Any] = {"year": 2026, "quarter": 4, "title": "门诊楼前的车位", "reason": "周末想请居民错峰停车。"}
    here, there = (
        words | {"community_id": place, "partnership_id": unit}
        for place, unit in ((world.community, world.hospital), (world.elsewhere, world.stranger_unit))
    )
    ids = _ids(
        hospitals_proposal=AgendaProposal(**here, submitted_at=clock.utc_now()),
        drafted_proposal=AgendaProposal(**here, state=ProposalState.DRAFT),
        returned_proposal=AgendaProposal(
            **here, state=ProposalState.RETURNED, answer_words="请写明数量", submitted_at=clock.utc_now()
        ),
        foreign_proposal=AgendaProposal(**there, submitted_at=clock.utc_now()),
    )
    return ids | _papers(world, "proposal", proposal_id=ids["returned_proposal"])


def _papers(world: World, name: str, **owner: int) -> dict[str, int]:
    paper = AttachmentRevision(
        number=1, file_name="方案.pdf", mime="application/pdf", size=5, sha256="0", data=b"%PDF-"
    )
    attachment = Attachment(community_id=world.community, title="方案", revisions=[paper], **owner)
    return _ids(**{f"{name}_attachment": attachment, f"{name}_paper": paper})


def _actions(world: World) -> dict[str, int]:
    shared = records.an_action(world)
    return _ids(
        hospitals_action=shared,
        hospitals_request=DeadlineRequest(action_id=shared.id, asked_due=date(2027, 1, 31), reason="等材料"),
        schools_part=ActionSupporter(action_id=shared.id, partnership_id=world.school),
        hospitals_picture=a_photograph_row(shared.id),
        foreign_action=records.an_action(world, community_id=world.elsewhere, responsible_id=world.stranger_unit),
    )


def _consents(world: World) -> dict[str, int]:
    """Of a task of the hospital and one of another community."""
    asked: dict[str, Any] = {"occasion": ConsentOccasion.MEETING, "answer_by": date(2026, 12, 31)}
    here, there = (
        asked | {"community_id": place, "partnership_id": unit}
        for place, unit in ((world.community, world.hospital), (world.elsewhere, world.stranger_unit))
    )
    foreign = records.an_action(world, community_id=world.elsewhere, responsible_id=world.stranger_unit)
    return _ids(
        hospitals_consent=UnitConsent(action_id=records.an_action(world).id, **here),
        foreign_consent=UnitConsent(action_id=foreign.id, **there),
    )


def _minutes(world: World) -> dict[str, int]:
    held = {
        "year": 2026,
        "quarter": 3,
        "title": "第三季度党建联席会",
        "planned_start": datetime(2026, 7, 3, 7, tzinfo=UTC),
    }
    meetings = [
        Meeting(community_id=place, state=MeetingState.HELD, **held) for place in (world.community, world.elsewhere)
    ]
    db.session.add_all(meetings)
    db.session.flush()
    texts = [Minutes(meeting_id=meeting.id, state=MinutesState.SIGNED, body="会议议定事项") for meeting in meetings]
    db.session.add_all(texts)
    db.session.flush()
    ids = _reviews(world)
    ids |= _ids(issued=_issued(world.community, texts[0].id), foreign_issued=_issued(world.elsewhere, texts[1].id))
    return ids | {"held_meeting": meetings[0].id, "foreign_held_meeting": meetings[1].id}


def _reviews(world: World) -> dict[str, int]:
    """Of a draft that names the hospital, and one of another community."""
    ids: dict[str, int] = {}
    for name, place, unit in (
        ("", world.community, world.hospital),
        ("foreign_", world.elsewhere, world.stranger_unit),
    ):
        meeting = records.a_meeting(world, community_id=place, quarter=2, state=MeetingState.HELD)
        whole = {"key": "whole", "kind": "own", "text": "江州市第二医院每周义诊。", "generated": ""}
        text = Minutes(meeting=meeting, state=MinutesState.IN_REVIEW, body=whole["text"], passages=[whole])
        review = MinutesReview(minutes=text, until=date(2199, 1, 1), opened_by="丁一鸣")
        comment = MinutesComment(review=review, partnership_id=unit, words="应为每月。", said_by="陶然")
        ids |= _ids(**{f"{name}review": review, f"{name}comment": comment})
        ids[f"{name}reviewed_meeting"] = meeting.id
    return ids


def _issued(community_id: int, minutes_id: int) -> IssuedMinutes:
    return IssuedMinutes(
        minutes_id=minutes_id, community_id=community_id, year=2026, number=1, dated=date(2026, 7, 6), title="会议纪要",
        pages=1, size=4, sha256="0" * 64, pdf=b"%PDF",
        record=json.loads(minutes_of_pages(1).to_json()), signed_by="沈若溪",
    )  # fmt: skip


def _imports(world: World) -> dict[str, int]:
    community, foreign = (db.session.get_one(Community, number) for number in (world.community, world.elsewhere))
    book: dict[str, Any] = {"kind": ImportKind.UNITS, "data": a_workbook(UNITS), "filename": "台账.xlsx"}
    return _ids(
        book=upload_workbook(world.actor("staff"), community, **book),
        foreign_book=upload_workbook(Actor.of_operator(foreign.id), foreign, **book),
    )


def a_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    book, stored = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(stored)
    return stored.getvalue()


def _invitation_of_unit(community_id: int, partnership_id: int) -> Invitation:
    """With a link that can be named again."""
    invitation = Invitation(
        name="陶然", role=Role.UNIT_MEMBER, community_id=community_id, partnership_id=partnership_id,
        email="", phone="", place="江州市第二医院 · 柳岸社区", invited_by="丁一鸣",
        expires_at=clock.utc_now() + timedelta(days=9),
    )  # fmt: skip
    give_secret(invitation)
    return invitation


def _accounts(world: World) -> dict[str, int]:
    later = clock.utc_now() + timedelta(days=1)
    grants = {
        f"grant_of_{key}": db.session.scalars(db.select(RoleGrant).filter_by(user_id=world.people[key])).one().id
        for key in ("staff", "unit_member")
    }
    return grants | _ids(
        hospitals_invitation=_invitation_of_unit(world.community, world.hospital),
        invitation=Invitation(
            name="顾小北", phone="13905910001", role=Role.UNIT_MEMBER, community_id=world.community,
            partnership_id=world.hospital, secret_hash=sha256_hex(INVITATION), expires_at=later,
        ),
        link=PasswordLink(user_id=world.people["staff"], secret_hash=sha256_hex(PASSWORD_LINK), expires_at=later),
        calendar=CalendarLink(user_id=world.people["staff"], secret_hash=sha256_hex(CALENDAR)),
    )  # fmt: skip


def _messages(world: World) -> dict[str, int]:
    """For everybody, so that the header of every page has a number to show."""
    facts = {"community_id": world.community, "kind": "test", "key": "test", "path": world.url("offerings/")}
    words = {"subject": "义诊就要到期", "button": "续期"}
    return _ids(**{f"{who}s_message": Message(user_id=user, **facts, **words) for who, user in world.people.items()})
