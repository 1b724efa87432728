"""The strip of the quarter's stages marks as done only what is done."""

from dataclasses import replace

import pytest
from flask import Flask, g

from partner_hub.communities.models import Community
from partner_hub.desk.quarter_progress import QuarterFigures, quarter_stages
from partner_hub.vocabulary.meeting import MeetingState

EMPTY = QuarterFigures(
    quarter=(2026, 4), meeting_id=7, state=MeetingState.MINUTES_SIGNED, needs=0, needs_to_review=0, offerings=0,
    needs_matched=0, items=0, items_proposed=0, seats=0, attending=0, present=0, has_draft=False, reference="",
    actions_open=0, actions_overdue=0,
)  # fmt: skip
WORKED = replace(
    EMPTY, needs=90, needs_matched=90, offerings=30, items=5, seats=41, present=36, reference="〔2026〕4号"
)


def marks(app: Flask, figures: QuarterFigures) -> list[str]:
    with app.test_request_context("/c/1/"):
        g.community = Community(id=1, name="柳岸社区")
        return [stage.mark for stage in quarter_stages(figures)]


def test_nothing_is_done_where_nothing_was_done(app: Flask) -> None:
    assert marks(app, EMPTY) == ["", "", "", "", "", "current"]


def test_what_was_worked_through_is_done(app: Flask) -> None:
    assert marks(app, WORKED) == ["done", "done", "done", "done", "done", "current"]


@pytest.mark.parametrize(
    ("place", "left"),
    [
        (0, {"needs_to_review": 1}),
        (1, {"needs_matched": 0}),
        (1, {"needs_matched": 89}),
        (2, {"items_proposed": 1}),
        (3, {"present": 0}),
        (4, {"reference": ""}),
    ],
)
def test_a_stage_with_work_left_is_not_done(app: Flask, place: int, left: dict[str, int]) -> None:
    assert marks(app, replace(WORKED, **left))[place] == ""  # type: ignore[arg-type]
