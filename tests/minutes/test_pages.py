"""From the record to signed minutes, as a clerk, the secretary and a reader go through the pages."""

import hashlib
from datetime import date
from functools import partial

import pytest

from partner_hub.actions.models import ActionItem
from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchNeed
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_lines.tasks import TASK_LINES, TaskValues
from partner_hub.meetings.service import take_step
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.needs.models import Need
from partner_hub.vocabulary.action import ActionState
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import MeetingState
from partner_hub.vocabulary.need import NeedState, Visibility
from tests.support.held import a_held_meeting
from tests.support.page import CheckedClient, Page, SignedIn
from tests.support.records import PUBLIC, RECORDED, a_need
from tests.support.world import World
from tests.support.world import enter as enter_as

enter = partial(enter_as, language="en")
LEAD = "passage_lead"
DRAFT = "Write the draft from the record"


@pytest.fixture
def meeting(world: World) -> Meeting:
    return a_held_meeting(world)


def draft(client: CheckedClient, world: World, meeting: Meeting) -> Page:
    """As the clerk: the page of a fresh draft."""
    enter(client, world, "staff")
    return client.page(world.url(f"minutes/of/{meeting.id}")).submit(DRAFT)


def sign(client: CheckedClient, world: World, meeting: Meeting, day: str = "2026-07-20") -> Page:
    draft(client, world, meeting)
    enter(client, world, "secretary")
    return client.page(world.url(f"minutes/of/{meeting.id}/sign")).submit("Sign and issue", {"Day of issue": day})


def body_of(_page: Page) -> str:
    """What the draft says, as it was saved for the page."""
    return db.session.scalars(db.select(Minutes)).one().body


def the_version() -> IssuedMinutes:
    return db.session.scalars(db.select(IssuedMinutes)).one()


def test_the_draft_is_written_from_the_record(client: CheckedClient, world: World, meeting: Meeting) -> None:
    text = body_of(draft(client, world, meeting))
    assert "一、供需对接" in text
    assert "会议议定：资源清单每季度第一周更新。" in text
    assert "责任单位：江州市第二医院；完成时限：2026年12月1日；预期成果：开通30个车位。" in text


def test_the_draft_tells_a_need_in_official_words(client: CheckedClient, world: World, meeting: Meeting) -> None:
    text = body_of(draft(client, world, meeting))
    assert "老年人陪诊服务" in text
    assert PUBLIC not in text
    assert RECORDED not in text


def test_where_there_is_no_public_wording_yet_the_draft_leads_to_nobody(
    client: CheckedClient, world: World, meeting: Meeting
) -> None:
    need = db.session.scalars(db.select(Need)).one()
    need.public_name = ""
    text = body_of(draft(client, world, meeting))
    assert RECORDED not in text
    assert need.title_for_minutes in text


def test_only_what_everybody_may_read_is_called_by_its_wording(
    client: CheckedClient, world: World, meeting: Meeting
) -> None:
    need = db.session.scalars(db.select(Need)).one()
    need.visibility = Visibility.MEMBERS
    text = body_of(draft(client, world, meeting))
    assert PUBLIC not in text
    assert need.title_for_minutes in text


def test_one_trouble_told_twice_is_named_once(client: CheckedClient, world: World, meeting: Meeting) -> None:
    need, match = db.session.scalars(db.select(Need)).one(), db.session.scalars(db.select(Match)).one()
    need.public_name = ""
    match.needs.append(MatchNeed(need=a_need(world, public_name=""), position=1))
    text = body_of(draft(client, world, meeting))
    assert f"{need.title_for_minutes}、{need.title_for_minutes}" not in text
    assert need.title_for_minutes in text


def test_what_may_lead_to_a_resident_is_looked_at_before_it_is_signed(
    client: CheckedClient, world: World, meeting: Meeting
) -> None:
    draft(client, world, meeting).submit("Save", {LEAD: "独居老人周秋菊要人陪诊。"})
    enter(client, world, "secretary")
    page = client.page(world.url(f"minutes/of/{meeting.id}/sign"))
    assert "周秋菊" in page.text
    page = page.submit("Sign and issue", {"Day of issue": "2026-07-20"}, status=422)
    assert "Please look at what may lead to a resident" in page.text
    page.submit("Sign and issue", {"I have looked at these places: none of them names a resident": True})
    assert the_version().pages


def test_whoever_sat_at_the_meeting_is_no_resident(client: CheckedClient, world: World, meeting: Meeting) -> None:
    meeting.seats[0].delegate_name = "周秋菊"
    draft(client, world, meeting).submit("Save", {LEAD: "会议请周秋菊同志牵头。"})
    enter(client, world, "secretary")
    page = client.page(world.url(f"minutes/of/{meeting.id}/sign"))
    assert "something may lead to a resident" not in page.text


def test_an_edited_draft_is_kept_as_typed(client: CheckedClient, world: World, meeting: Meeting) -> None:
    page = draft(client, world, meeting)
    page = page.submit("Save", {LEAD: "会议改了说法。\n第二段。"})
    assert page.value(LEAD) == "会议改了说法。\n第二段。"


def test_it_does_not_write_over_an_edited_draft_unasked(client: CheckedClient, world: World, meeting: Meeting) -> None:
    page = draft(client, world, meeting).submit("Save", {LEAD: "手写"})
    page = page.submit(DRAFT)
    assert "edited by hand" in page.text
    assert page.value(LEAD) == "手写"
    page = page.submit(DRAFT, {"Replace the text that was edited by hand": True})
    assert page.value(LEAD).startswith("2026年")


def test_the_second_of_two_editors_sees_both_texts(client: CheckedClient, world: World, meeting: Meeting) -> None:
    mine = draft(client, world, meeting)
    mine.submit("Save", {LEAD: "先存的一稿"})
    page = mine.submit("Save", {LEAD: "后存的一稿"}, status=422)
    assert page.value(LEAD) == "后存的一稿"
    assert "先存的一稿" in page.text
    assert page.submit("Save").value(LEAD) == "后存的一稿"


def test_the_preview_is_a_pdf_with_the_number_to_come(client: CheckedClient, world: World, meeting: Meeting) -> None:
    draft(client, world, meeting)
    response = client.get(world.url(f"minutes/of/{meeting.id}/draft.pdf"))
    assert response.mimetype == "application/pdf"
    assert response.data.startswith(b"%PDF-")
    assert db.session.scalar(db.select(IssuedMinutes)) is None


def test_signing_numbers_files_and_issues(client: CheckedClient, world: World, meeting: Meeting) -> None:
    page = sign(client, world, meeting)
    assert "〔2026〕1号" in page.text
    version = the_version()
    assert (version.sha256, version.size) == (hashlib.sha256(version.pdf).hexdigest(), len(version.pdf))
    assert version.signed_by == "沈若溪"
    assert db.session.get_one(Meeting, meeting.id).state is MeetingState.MINUTES_SIGNED
    assert db.session.scalars(db.select(ActionItem.state)).all() == [ActionState.ISSUED]
    assert db.session.scalars(db.select(Need.state)).all() == [NeedState.IN_PROJECT]


def test_numbers_of_a_year_have_no_gap(client: CheckedClient, world: World) -> None:
    for quarter in (1, 2, 3):
        sign(client, world, a_held_meeting(world, quarter=quarter))
    numbers = db.session.scalars(db.select(IssuedMinutes.number).order_by(IssuedMinutes.id)).all()
    assert numbers == [1, 2, 3]


def test_the_first_minutes_of_a_new_year_are_number_one(client: CheckedClient, world: World) -> None:
    sign(client, world, a_held_meeting(world, quarter=3), day="2025-12-30")
    page = sign(client, world, a_held_meeting(world, quarter=4), day="2026-01-04")
    assert "〔2026〕1号" in page.text


def test_the_reader_gets_the_same_bytes_again(client: CheckedClient, world: World, meeting: Meeting) -> None:
    sign(client, world, meeting)
    version = the_version()
    enter(client, world, "unit_member")
    first, second = (client.get(world.url(f"minutes/{version.id}.pdf")) for _ in range(2))
    assert hashlib.sha256(first.data).hexdigest() == version.sha256
    assert first.data == second.data


def test_what_is_changed_later_in_the_lists_does_not_reach_issued_minutes(
    client: CheckedClient, world: World, meeting: Meeting
) -> None:
    sign(client, world, meeting)
    before = the_version().pdf
    db.session.scalars(db.select(Need)).one().public_name = "改了名的需求"
    assert client.get(world.url(f"minutes/{the_version().id}.pdf")).data == before


def test_issued_minutes_cannot_be_changed_even_by_code(client: CheckedClient, world: World, meeting: Meeting) -> None:
    sign(client, world, meeting)
    the_version().title = "改"
    with pytest.raises(RuntimeError, match="never changed"):
        db.session.flush()
    db.session.rollback()


def test_a_correction_keeps_the_number_and_names_what_it_replaces(
    client: CheckedClient, world: World, meeting: Meeting
) -> None:
    page = sign(client, world, meeting)
    page = page.submit("Open for a correction", {"Reason for the correction": "写错了单位"})
    page.submit("Save", {LEAD: "单位名称以此为准。"})
    page = client.page(world.url(f"minutes/of/{meeting.id}/sign")).submit(
        "Sign and issue", {"Day of issue": "2026-08-01"}
    )
    assert "replaces version 1" in page.text
    assert "写错了单位" in page.text
    versions = db.session.scalars(db.select(IssuedMinutes).order_by(IssuedMinutes.id)).all()
    assert [(v.number, v.revision) for v in versions] == [(1, 1), (1, 2)]
    assert "was replaced" in client.page(world.url(f"minutes/{versions[0].id}")).text


def test_it_refuses_to_sign_while_a_task_lacks_its_result(client: CheckedClient, world: World) -> None:
    meeting = a_held_meeting(world, expected="")
    draft(client, world, meeting)
    enter(client, world, "secretary")
    page = client.page(world.url(f"minutes/of/{meeting.id}/sign")).submit(
        "Sign and issue", {"Day of issue": "2026-07-20"}, status=422
    )
    assert "开放夜间车位" in page.text
    assert db.session.scalar(db.select(IssuedMinutes)) is None


def test_it_names_the_character_that_no_font_has(client: CheckedClient, world: World, meeting: Meeting) -> None:
    page = draft(client, world, meeting)
    page.submit("Save", {LEAD: "居民张\u0915说好，店名\ue001，字\ue863。"})
    enter(client, world, "secretary")
    page = client.page(world.url(f"minutes/of/{meeting.id}/sign")).submit(
        "Sign and issue", {"Day of issue": "2026-07-20"}, status=422
    )
    assert "U+0915" in page.text
    assert "No font prints this (another one may: PARTNER_HUB_FONTS_FOLDER)" in page.text
    assert "(U+E001) in “\u0915说好，店名\ue001，字䶮。” - known to one computer system alone" in page.text
    assert "“䶮” (U+" not in page.text


def test_signed_minutes_are_not_edited_any_more(
    client: CheckedClient, signed_in: SignedIn, world: World, meeting: Meeting
) -> None:
    page = draft(client, world, meeting)
    signed_in("secretary").page(world.url(f"minutes/of/{meeting.id}/sign")).submit(
        "Sign and issue", {"Day of issue": "2026-07-20"}
    )
    assert "Sign and issue" not in signed_in("secretary").page(world.url(f"minutes/of/{meeting.id}/sign")).text
    body = db.session.scalars(db.select(Minutes)).one().body
    page.submit("Save", {LEAD: "偷偷改"}, status=422)
    assert db.session.scalars(db.select(Minutes)).one().body == body


@pytest.mark.parametrize("who", ["unit_admin", "grid_worker", "supervisor", "district_observer"])
def test_readers_do_not_see_a_draft(client: CheckedClient, world: World, meeting: Meeting, who: str) -> None:
    draft(client, world, meeting)
    enter(client, world, who)
    for path in ("", "/draft.pdf", "/sign"):
        client.page(world.url(f"minutes/of/{meeting.id}{path}"), status=403)


def test_staff_do_not_sign(client: CheckedClient, world: World, meeting: Meeting) -> None:
    draft(client, world, meeting)
    client.page(world.url(f"minutes/of/{meeting.id}/sign"), status=403)


def test_another_community_does_not_exist(client: CheckedClient, world: World, meeting: Meeting) -> None:
    sign(client, world, meeting)
    enter(client, world, "stranger_staff")
    client.page(world.url(f"minutes/{the_version().id}.pdf"), status=404)
    client.page(f"/c/{world.elsewhere}/minutes/{the_version().id}.pdf", status=404)
    client.page(f"/c/{world.elsewhere}/minutes/of/{meeting.id}", status=404)


def test_the_list_is_searched_by_two_characters(client: CheckedClient, world: World, meeting: Meeting) -> None:
    sign(client, world, meeting)
    assert len(client.page(world.url("minutes/?q=纪要")).rows()) == 1
    assert client.page(world.url("minutes/?q=义诊")).rows() == []


def test_it_refuses_to_sign_while_a_match_lies_on_the_table(
    client: CheckedClient, world: World, meeting: Meeting
) -> None:
    db.session.scalars(db.select(Match)).one().state = MatchState.TABLED
    draft(client, world, meeting)
    enter(client, world, "secretary")
    page = client.page(world.url(f"minutes/of/{meeting.id}/sign"))
    page = page.submit("Sign and issue", {"Day of issue": "2026-07-20"}, status=422)
    assert "cannot be signed yet" in page.text
    assert f"Not decided: {RECORDED}" in page.links()


def test_what_is_recorded_after_reopening_takes_effect_with_the_next_signature(
    client: CheckedClient, world: World, meeting: Meeting
) -> None:
    page = sign(client, world, meeting)
    page.submit("Open for a correction", {"Reason for the correction": "漏记一项"})
    actor, again = world.actor("secretary"), db.session.get_one(Meeting, meeting.id)
    take_step(actor, again, MeetingState.HELD, reason="漏记一项")
    due = date(2026, 9, 1)
    values: TaskValues = {"title": "补记的任务", "responsible_id": world.school, "due": due, "expected": "1次"}
    TASK_LINES.add(actor, again.items[-1], values)
    page = client.page(world.url(f"minutes/of/{meeting.id}/sign"))
    page = page.submit("Sign and issue", {"Day of issue": "2026-08-01"}, status=422)
    assert "The record has changed since the draft was saved" in page.text
    page = client.page(world.url(f"minutes/of/{meeting.id}")).submit("Save")
    page = client.page(world.url(f"minutes/of/{meeting.id}/sign"))
    page.submit("Sign and issue", {"Day of issue": "2026-08-01"})
    assert db.session.get_one(Meeting, meeting.id).state is MeetingState.MINUTES_SIGNED
    assert set(db.session.scalars(db.select(ActionItem.state))) == {ActionState.ISSUED}
