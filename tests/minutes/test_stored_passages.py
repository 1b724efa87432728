"""A draft follows its record where nobody has touched it, and loses nothing where somebody has."""

import pytest

from partner_hub.minutes.drafting.passages import Passage, compose_body
from partner_hub.minutes.drafting.stored_passages import StoredPassage, merge_passages, settle_passages
from partner_hub.vocabulary.minutes import PassageKind, PassageStatus, Placement

HEADING = Passage("item-1", PassageKind.HEADING, "供需对接")
DECIDED = Passage("item-1/decisions", PassageKind.DECISIONS, "1.开放车位。", "matching/decisions")
OTHER = Passage("item-2", PassageKind.HEADING, "学习")
FRESH = (HEADING, DECIDED)


def saved(text: str, generated: str = "1.开放车位。", key: str = "item-1/decisions") -> StoredPassage:
    return StoredPassage(key, PassageKind.DECISIONS, text, generated)


def saved_heading() -> StoredPassage:
    return StoredPassage("item-1", PassageKind.HEADING, "供需对接", "供需对接")


@pytest.mark.parametrize(
    ("stored", "given", "text", "status"),
    [
        (saved("1.开放车位。"), "1.开放车位。", "1.开放车位。", PassageStatus.SETTLED),
        (saved("1.开放车位。"), "1.开放30个车位。", "1.开放30个车位。", PassageStatus.CHANGED),
        (saved("1.手改。"), "1.开放车位。", "1.手改。", PassageStatus.SETTLED),
        (saved("1.手改。"), "1.开放30个车位。", "1.手改。", PassageStatus.CLASHING),
        (saved("1.开放30个车位。"), "1.开放30个车位。", "1.开放30个车位。", PassageStatus.SETTLED),
        (saved(""), "1.开放30个车位。", "", PassageStatus.CLASHING),
    ],
    ids=["same", "follows", "kept", "both changed", "both changed alike", "emptied by hand"],
)
def test_what_nobody_has_touched_follows_the_record(
    stored: StoredPassage, given: str, text: str, status: PassageStatus
) -> None:
    fresh = (HEADING, Passage("item-1/decisions", PassageKind.DECISIONS, given))
    _heading, passage = merge_passages([saved_heading(), stored], fresh)
    assert (passage.text, passage.status) == (text, status)


@pytest.mark.parametrize(
    ("takes_record", "text", "settles"),
    [(None, "1.手改。", False), (False, "1.手改。", True), (True, "1.开放车位。", True)],
    ids=["no answer", "mine", "the record's"],
)
def test_a_clash_stands_until_somebody_says_which_text_shall(
    *, takes_record: bool | None, text: str, settles: bool
) -> None:
    merged = merge_passages([saved_heading(), saved("1.手改。", "1.旧。")], FRESH)
    answers = {} if takes_record is None else {"item-1/decisions": takes_record}
    _heading, passage = merge_passages(settle_passages(merged, {}, answers), FRESH)
    assert (passage.text, passage.is_seen) == (text, settles)


def test_what_the_record_no_longer_has_goes_only_where_nobody_wrote() -> None:
    stored = [saved_heading(), saved("1.旧。", "1.旧。", "item-1/old"), saved("1.手写。", "1.旧。", "item-1/mine")]
    merged = merge_passages(stored, (HEADING,))
    assert [each.status for each in merged] == [PassageStatus.SETTLED, PassageStatus.GONE, PassageStatus.CLASHING]
    assert [each.text for each in settle_passages(merged)] == ["供需对接", "1.手写。"]


def test_a_passage_of_ones_own_stays_behind_the_one_it_followed() -> None:
    own = StoredPassage("own-1", PassageKind.OWN, "另附说明。")
    merged = merge_passages([saved_heading(), saved("1.开放车位。"), own], (*FRESH, OTHER))
    assert [each.key for each in merged] == ["item-1", "item-1/decisions", "own-1", "item-2"]


def test_a_draft_of_one_text_stays_as_it_is() -> None:
    whole = StoredPassage("whole", PassageKind.OWN, "一、旧稿\n照旧。")
    assert compose_body(merge_passages([whole], FRESH)) == "一、旧稿\n照旧。"


def test_what_is_left_out_can_be_taken_in_again() -> None:
    out = Passage("item-1/tasks", PassageKind.TASKS, "", "matching/tasks", Placement.OMITTED, tuple(Placement))
    stored = settle_passages(merge_passages([], (HEADING, out)))
    full = Passage("item-1/tasks", PassageKind.TASKS, "1.开放。", "matching/tasks", Placement.FULL, tuple(Placement))
    assert merge_passages(stored, (HEADING, full))[1].text == "1.开放。"


def test_sections_are_numbered_as_they_stand() -> None:
    empty = Passage("item-3", PassageKind.HEADING, "自由发言")
    text = compose_body((Passage("lead", PassageKind.LEAD, "导语："), empty, *FRESH, OTHER, DECIDED))
    assert text == "导语：\n一、供需对接\n1.开放车位。\n二、学习\n1.开放车位。"
