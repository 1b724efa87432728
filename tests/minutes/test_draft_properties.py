"""Whatever a meeting recorded: every fact is told once, in whole sentences that a clerk strikes nothing out of."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from partner_hub.minutes.drafting.annexes import annexes_of
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.draft import generate_draft
from partner_hub.minutes.drafting.record import (
    ActionRecord,
    DecisionRecord,
    DiscussionRecord,
    FollowUpRecord,
    ItemRecord,
    MatchRecord,
    MeetingRecord,
    Person,
)
from partner_hub.minutes.drafting.unit_names import UnitNames
from partner_hub.minutes.wording.forbidden import forbidden_in
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState
from partner_hub.vocabulary.minutes import DraftLength, Placement, UnitNaming
from tests.support.drafting import ITEM, MEETING

LETTERS = "甲乙丙丁戊己庚辛壬癸"
UNITS = tuple(UnitNames(f"江州市第{name}共建公司", f"{name}共建公司") for name in LETTERS)
TITLES = ["一、关于{}的议题", "{}", "议题二：审议{}。", "（三）{}", "3.{}"]
TAILS = ["", "。", "；", "，7户，先做4户。", ",每周1次...", "，试到9月30日", "，书面承诺。"]
MARKS = ["".join(letters) for letters in permutations(LETTERS, 4)]
kinds_of_table = ["follow_ups", "matches", "discussions", "tasks"]


FIRST_ITEM = 5000


def mark(number: int) -> str:
    """A fact's own word: no other fact's is a part of it."""
    return MARKS[number]


@st.composite
def meetings(draw: st.DrawFn) -> tuple[MeetingRecord, list[str]]:
    """A record, and the words that tell its facts."""
    marks: list[str] = []

    def fact(kind: str) -> str:
        marks.append(f"{kind}{mark(len(marks))}")
        return marks[-1]

    def words(kind: str) -> str:
        return fact(kind) + draw(st.sampled_from(TAILS))

    def some(most: int) -> range:
        return range(draw(st.integers(0, most)))

    def unit() -> str:
        return draw(st.sampled_from(UNITS)).name

    def match_record() -> MatchRecord:
        partners = tuple((unit(), f"“{name}”队") for name in draw(st.sets(st.sampled_from(LETTERS), max_size=3)))
        state = draw(st.sampled_from([MatchState.CONFIRMED, MatchState.DEFERRED]))
        return MatchRecord((fact("对接"),), partners, draw(st.sampled_from(TAILS)), state, draw(st.booleans()))

    def item_record(number: int) -> ItemRecord:
        return replace(
            ITEM,
            id=number,
            title=draw(st.sampled_from(TITLES)).format(f"工作{mark(number)}"),
            kind=kinds[number - FIRST_ITEM],
            state=draw(st.sampled_from([ItemState.PASSED, ItemState.NOTED, ItemState.POSTPONED])),
            presenter=draw(st.sampled_from(["", "沈若溪", "江帆、罗𬭎", "各单位"])),
            follow_ups=tuple(
                FollowUpRecord(fact("任务"), unit(), "", draw(st.sampled_from(list(FollowUpStatus))), "已办一半", None)
                for _at in some(3 if number == FIRST_ITEM else 0)
            ),
            matches=tuple(match_record() for _at in some(4)),
            decisions=tuple(DecisionRecord("", words("加强议定")) for _at in some(3)),
            discussions=tuple(DiscussionRecord("车棚搭建", (("江帆", "可行"),), words("建好")) for _at in some(2)),
            actions=tuple(ActionRecord(words("开展"), unit(), (unit(),), date(2026, 7, 1), "") for _at in some(4)),
        )

    # No kind of item comes twice: nobody reports on the same thing again.
    kinds = draw(st.permutations(list(ItemKind)))
    record = replace(
        MEETING,
        theme=draw(st.sampled_from(["", "邻里", "“一老‘一小’”"])),
        chair=draw(st.sampled_from([Person(""), MEETING.chair, Person("丁书记", "社区党委书记")])),
        items=tuple(item_record(number) for number in range(FIRST_ITEM, FIRST_ITEM + len(some(5)))),
        deferred=tuple((fact("道路"), draw(st.sampled_from(["", "下季度议", "转河长办。"]))) for _at in some(3)),
        next_meeting=draw(st.sampled_from(["", "10月中旬，主题暂定“秋”", "另行通知"])),
        units=UNITS,
    )
    return record, marks


choices = st.builds(
    DraftChoices,
    length=st.sampled_from(DraftLength),
    unit_names=st.sampled_from(UnitNaming),
    placements=st.dictionaries(
        st.sampled_from([f"{kind}/{part}" for kind in ItemKind for part in kinds_of_table] + ["deferred"]),
        st.sampled_from([Placement.FULL, Placement.BRIEF, Placement.ANNEX]),
        max_size=8,
    ),
)


def lines_of(record: MeetingRecord, made: DraftChoices) -> Iterator[str]:
    yield from generate_draft(record, made).split("\n")
    for annex in annexes_of(record, made):
        yield from ("  ".join(row) for row in annex.rows)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(meetings(), choices)
def test_every_fact_is_told_once(recorded: tuple[MeetingRecord, list[str]], made: DraftChoices) -> None:
    record, marks = recorded
    told = "\n".join(list(lines_of(record, made))[1:])
    assert {word: told.count(word) for word in marks} == dict.fromkeys(marks, 1)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(meetings(), choices)
def test_a_clerk_strikes_nothing_out(recorded: tuple[MeetingRecord, list[str]], made: DraftChoices) -> None:
    body = generate_draft(recorded[0], made)
    assert forbidden_in(body) == []
    assert not re.search("[，。；：、]{2}|（）|“”|。”。|undefined|None", body)
    headings = [bool(re.match("[一二三四五六七八九十]+、", line)) for line in body.split("\n")]
    assert not any(one and other for one, other in zip(headings, [*headings[1:], True], strict=True))
