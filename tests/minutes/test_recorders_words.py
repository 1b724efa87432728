"""Whatever a recorder jots down, the draft holds nothing that a clerk strikes out, and saving it changes nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

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
)
from partner_hub.minutes.wording.forbidden import forbidden_in
from partner_hub.minutes.wording.punctuation import official_punctuation
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState
from tests.support.drafting import BRIEF, FULL, MEETING

# As recorders jot things down: marks of the keyboard, own numbers, scraps, days without a year, quotation marks.
NUMBERS = st.sampled_from(["", "", "一、", "1、", "3.", "（二）", "议题二：", "第三项：", "①"])
TITLES = st.builds(
    lambda number, title: number + title,
    NUMBERS,
    st.sampled_from(
        [
            "关于助餐点选址的议题",
            "审议护学岗方案。",
            "停车难问题",
            "供需对接",
            '关于"一老一小"服务的汇报',
            "3、4网格楼道照明",
            "上季度任务回头看",
            "12345热线办理",
            "学习《意见》精神",
            "单位自身需求",
            "重点事项讨论",
            "街道讲话",
            "总结与决定",
        ]
    ),
)
WORDS = st.sampled_from(
    [
        "55户",
        "55户,书面承诺",
        "7户，先做4户。",
        "同意",
        "按计划。",
        "下周一评估,家属在场",
        "4月29日第一趟",
        "4.20起每周二开放",
        "5月底前完成;由物业答复!",
        "先放30个车位试两个月...",
        "1、由学校负责。2、由医院负责。",
        "由学校(一小)负责。。",
        '按"谁主管,谁负责"办理',
        "18对当场确认",
        "2026年7月1日至8月31日设岗",
        "按1.2万+0.8万筹资，业委会做业主",
        "每周3-4次,时间14:30--16:00",
        "一、同意选址。",
        "会议议定，由学校牵头",
        "会议原则同意。",
        "3、4网格先行",
        "转河长办",
        "下季度议",
        "提供“四点半”延时班",
        "十月会上评",
        "",
    ]
)
UNITS = st.sampled_from(["江州市第二医院", "江州市柳岸小学", "柳岸社区", "益苗社工服务中心", "社区党委", "各单位"])
PEOPLE = st.sampled_from(["沈若溪", "江帆", "罗𬭎", "各单位", "江帆、罗𬭎", "程书记", ""])
OFFERINGS = st.sampled_from(["", "家庭病床", "“四点半”延时班", '"榕树下"调解室', "《民法典》讲座", "‘绿洲’花园"])
NEEDS = st.lists(
    st.sampled_from(["停车协调", "老年人上门理发", "1.课后托管", "楼道照明维修", "加装电梯", "护学岗"]),
    min_size=1,
    max_size=2,
    unique=True,
).map(tuple)
DAYS = st.one_of(st.none(), st.dates(date(2026, 4, 17), date(2026, 12, 31)))

FOLLOW_UPS = st.builds(FollowUpRecord, TITLES, UNITS, UNITS, st.sampled_from(FollowUpStatus), WORDS, DAYS)
MATCHES = st.builds(
    MatchRecord,
    NEEDS,
    st.lists(st.tuples(UNITS, OFFERINGS), min_size=1, max_size=3, unique_by=lambda each: each[0]).map(tuple),
    WORDS,
    st.sampled_from([MatchState.CONFIRMED, MatchState.CONFIRMED, MatchState.DEFERRED]),
    st.booleans(),
)
DECISIONS = st.builds(DecisionRecord, st.one_of(st.just(""), NEEDS.map(lambda needs: needs[0])), WORDS)
DISCUSSIONS = st.builds(
    DiscussionRecord,
    TITLES,
    st.lists(st.tuples(st.sampled_from(["江帆", "罗𬭎"]), WORDS), max_size=3).map(tuple),
    WORDS,
)
ACTIONS = st.builds(ActionRecord, TITLES, UNITS, st.lists(UNITS, max_size=2, unique=True).map(tuple), DAYS, WORDS)


def some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=3).map(tuple)


ITEMS = st.builds(
    ItemRecord,
    TITLES,
    st.sampled_from([kind for kind in ItemKind if kind is not ItemKind.NEXT_MEETING]),
    st.sampled_from([ItemState.PASSED, ItemState.PASSED_WITH_CHANGES, ItemState.POSTPONED, ItemState.NOT_PASSED]),
    PEOPLE,
    st.lists(WORDS, max_size=2).map("\n".join),
    some(FOLLOW_UPS),
    some(MATCHES),
    some(DECISIONS),
    some(DISCUSSIONS),
    some(ACTIONS),
)
MEETINGS = st.builds(
    lambda items, deferred, following: replace(
        MEETING,
        items=tuple(replace(item, id=number) for number, item in enumerate(items)),
        deferred=deferred,
        next_meeting=following,
    ),
    st.lists(ITEMS, min_size=1, max_size=4),
    st.lists(st.tuples(NEEDS.map(lambda needs: needs[0]), WORDS), max_size=3, unique_by=lambda each: each[0]).map(
        tuple
    ),
    st.sampled_from(["", "7月中旬，主题暂定“清凉一夏”", "10月中旬"]),
)


@settings(max_examples=60, deadline=None)
@given(MEETINGS, st.sampled_from([BRIEF, FULL]))
def test_words_of_recorders_become_words_of_minutes(meeting: MeetingRecord, choices: DraftChoices) -> None:
    body = generate_draft(meeting, choices)
    # The same words are drawn for several facts.
    assert {finding for finding in forbidden_in(body) if finding.name != "paragraph twice"} == set(), body
    assert official_punctuation(body) == body
