"""A correction says in the document which version it is, what it replaces and why."""

from datetime import date

import pytest

from partner_hub.core.db import db
from partner_hub.meetings.models import Meeting
from partner_hub.minutes.document import MinutesDocument
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.issue_document import document_to_issue
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.minutes.review.version_line import Correction
from partner_hub.minutes.service import correct_minutes, sign_minutes
from tests.support.held import a_held_meeting
from tests.support.world import World

LINE = "（第2版，替代2026年7月20日印发的第1版。更正原因：改一个错字）"


@pytest.fixture
def meeting(world: World) -> Meeting:
    """Its minutes are signed."""
    meeting = a_held_meeting(world)
    sign_minutes(
        world.actor("secretary"), draft_minutes(world.actor("staff"), meeting), meeting, dated=date(2026, 7, 20)
    )
    return meeting


def the_minutes() -> Minutes:
    return db.session.scalars(db.select(Minutes)).one()


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        ("改一个错字", LINE),
        ("改一个错字。", LINE),
        ("", "（第2版，替代2026年7月20日印发的第1版）"),
    ],
)
def test_the_line_tells_version_replaced_version_and_reason(reason: str, line: str) -> None:
    assert Correction(2, date(2026, 7, 20), reason).line == line


def test_a_first_version_has_no_such_line(world: World, meeting: Meeting) -> None:
    document = document_to_issue(meeting, the_minutes())
    assert document.version_line == ""
    assert "版" not in document.title + document.description


def test_the_draft_of_a_correction_says_what_it_will_replace(world: World, meeting: Meeting) -> None:
    correct_minutes(world.actor("secretary"), the_minutes(), reason="改一个错字")
    draft = document_to_issue(meeting, the_minutes(), draft=True)
    assert draft.version_line == LINE
    assert draft.title.endswith("会议纪要（第2版）")


def test_what_was_signed_says_it_and_two_papers_never_look_the_same(world: World, meeting: Meeting) -> None:
    secretary = world.actor("secretary")
    for reason, day in (("改一个错字", 21), ("漏了一家单位", 22)):
        correct_minutes(secretary, the_minutes(), reason=reason)
        sign_minutes(secretary, the_minutes(), meeting, dated=date(2026, 7, day))
    versions = db.session.scalars(db.select(IssuedMinutes).order_by(IssuedMinutes.revision)).all()
    assert [version.record["version_line"] for version in versions] == [
        "",
        LINE,
        "（第3版，替代2026年7月21日印发的第2版。更正原因：漏了一家单位）",
    ]
    assert len({version.title for version in versions}) == len({version.sha256 for version in versions}) == 3
    assert document_to_issue(meeting, the_minutes()).version_line == versions[-1].record["version_line"]


def test_a_record_that_was_filed_before_has_no_line(meeting: Meeting) -> None:
    text = document_to_issue(meeting, None).to_json().replace('"version_line": ""', '"draft": false')
    assert MinutesDocument.from_json(text).version_line == ""
