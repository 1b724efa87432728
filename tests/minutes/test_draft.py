"""The draft tells the facts of the record in official words."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from partner_hub.minutes.drafting.draft import generate_draft, generate_passages
from partner_hub.minutes.drafting.passages import chinese_numeral
from partner_hub.minutes.drafting.record import (
    ActionRecord,
    ConfirmationRecord,
    DecisionRecord,
    DiscussionRecord,
    FollowUpRecord,
    MatchRecord,
    Person,
)
from partner_hub.minutes.drafting.unit_names import UnitNames
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState, MeetingKind
from partner_hub.vocabulary.minutes import Placement
from tests.support.drafting import BRIEF, FULL, ITEM, closing_of, meeting_of, section_of

K, S = ItemKind, ItemState
DONE = FollowUpRecord("护学岗", "派出所", "柳岸小学", FollowUpStatus.DONE, "每天两岗", None)
LATE = FollowUpRecord(
    "换软管60户", "燃气公司", "", FollowUpStatus.CONTINUED, "完成52户，顺延到8月底", date(2026, 8, 31)
)
MATCH = MatchRecord(
    ("停车协调",),
    (("税务分局", "地下车位夜间开放"), ("青苗物业", "")),
    "先放30个车位，试到6月30日。",
    MatchState.CONFIRMED,
)
RATIFIED = replace(MATCH, needs=("上门理发",), partners=(("理发店", ""),), promise="9人。", ratified=True)
TASK = ActionRecord("装便民箱", "宠物医院", ("物业", "城管中队"), date(2026, 7, 31), "6个箱子装好。")
LONG_REPORT = "会议逐条审议了拟对接事项，由牵头单位说清首次服务时间，"
CONFIRMED = ConfirmationRecord("〔2026〕1号", with_changes=False)
TALK = DiscussionRecord("驿站谁管", (("江帆", "学校出志愿者"), ("罗𬭎", "医院出药箱。")), "益苗牵头")


def decisions_of(*texts: str) -> tuple[DecisionRecord, ...]:
    return tuple(DecisionRecord("", text) for text in texts)


@pytest.mark.parametrize(
    ("kind", "changes", "lines"),
    [
        (K.FOLLOW_UP, {"follow_ups": (DONE, LATE)}, [
            ("会议听取了社区党委书记沈若溪关于上季度2项议定事项办理情况的汇报：办结1项，续办1项。"
            "护学岗已办结；换软管60户续办（完成52户，完成时限调整为2026年8月31日）。")]),
        (K.FOLLOW_UP, {"follow_ups": (DONE,), "summary": "会议通报，一项办结一项。"}, [
            "会议通报，一项办结一项。", "护学岗已办结。"]),
        (K.FOLLOW_UP, {"follow_ups": (DONE, DONE), "presenter": ""}, ["上季度议定事项2项，均已办结：护学岗、护学岗。"]),
        (K.MINUTES_CONFIRMATION, {"presenter": "", "state": S.PASSED, "confirmation": CONFIRMED}, [
            "会议确认了〔2026〕1号会议纪要。"]),
        (K.MINUTES_CONFIRMATION, {"presenter": "", "state": S.PASSED_WITH_CHANGES,
                                  "decisions": decisions_of("8人改为18人"),
                                  "confirmation": replace(CONFIRMED, with_changes=True)}, [
            "会议审议了〔2026〕1号会议纪要，作如下修改后予以确认：8人改为18人。"]),
        (K.STUDY, {}, []),
        (K.STUDY, {"summary": "学习了文件"}, ["会议由社区党委书记沈若溪领学。学习了文件。"]),
        (K.NEEDS_REPORT, {"presenter": "江帆", "summary": "水泵4台，1台故障。"}, [
            "会议听取了江州市柳岸小学关于需求征集情况的通报，水泵4台，1台故障。"]),
        (K.SPEECH, {"presenter": "程书记"}, []),
        (K.SPEECH, {"presenter": "程书记", "summary": "一要守时\n二要办实"}, [
            "程书记在会上讲话。一要守时。", "二要办实。"]),
        (K.SPEECH, {"presenter": "程书记", "summary": "程书记强调,一要守时"}, ["程书记强调，一要守时。"]),
        (K.UNIT_NEEDS, {"presenter": "江帆", "decisions": decisions_of("8人")}, [
            "会议听取了江州市柳岸小学关于单位需求的说明，议定：供需对接：8人。"]),
        (K.UNIT_NEEDS, {"presenter": "江帆", "decisions": decisions_of("先来8人"), "summary": "会议当场认领。"}, [
            "会议听取了江州市柳岸小学关于单位需求的说明，议定：先来8人。"]),
        (K.FOLLOW_UP, {"presenter": "", "follow_ups": (*(DONE,) * 6, LATE)}, [
            "上季度议定事项7项，办结6项，续办1项。换软管60户续办（完成52户，完成时限调整为2026年8月31日）；其余6项已办结。"]),
        (K.MATCHING, {"matches": (MATCH,)}, [
            ("会议研究确认供需对接1项：停车协调：由税务分局牵头，青苗物业配合，提供“地下车位夜间开放”，"
            "先放30个车位，试到2026年6月30日。")]),
        (K.MATCHING, {"matches": (MATCH, replace(MATCH, needs=("托管",)), RATIFIED)}, [
            "会议研究确认供需对接2项，一并追认会前确认的供需对接1项（见附件）。"]),
        (K.MATCHING, {"matches": (MATCH,) * 3, "summary": "会议逐条审议，3项当场确认。"}, [
            "会议研究确认供需对接3项（见附件）。"]),
        (K.MATCHING, {"matches": (MATCH,) * 3, "summary": f"{LONG_REPORT}3项当场确认。"}, [
            f"{LONG_REPORT}3项当场确认。", "供需对接清单见附件。"]),
        (K.MATCHING, {"matches": (replace(MATCH, state=MatchState.DEFERRED),)}, [
            ("会议决定暂缓对接1项：停车协调：由税务分局牵头，青苗物业配合，提供“地下车位夜间开放”，"
            "先放30个车位，试到2026年6月30日。")]),
        (K.DISCUSSION, {"discussions": (TALK,), "presenter": ""}, ["关于驿站谁管，会议明确：益苗牵头。"]),
        (K.DISCUSSION, {"discussions": (replace(TALK, topic="供需对接"),)}, ["会议明确：益苗牵头。"]),
        (K.DISCUSSION, {"discussions": (TALK, replace(TALK, topic="车棚", outcome="另议。"))}, [
            "会议明确：", "1.驿站谁管：益苗牵头。", "2.车棚：另议。"]),
        (K.DISCUSSION, {"discussions": (replace(TALK, outcome=""),)}, ["会议讨论了驿站谁管。"]),
        (K.DISCUSSION, {"discussions": (TALK,), "summary": "会议讨论了一件事，形成一致意见。"}, [
            "关于驿站谁管，会议明确：益苗牵头。"]),
        (K.DECISIONS, {"actions": (TASK,)}, [
            ("会议明确任务1项：装便民箱。责任单位：宠物医院；配合单位：物业、城管中队；完成时限：2026年7月31日；"
            "预期成果：6个箱子装好。")]),
        (K.DECISIONS, {"actions": (TASK,) * 3}, ["会议明确任务3项（见附件）。"]),
        (K.DECISIONS, {"actions": (TASK,) * 12, "summary": "会议议定12项任务。"}, [
            "会议议定12项任务。", "任务清单见附件。"]),
    ],
)  # fmt: skip
def test_in_brief_each_kind_of_item_says_what_came_of_it(kind: ItemKind, changes: Any, lines: list[str]) -> None:
    assert section_of(kind=kind, **{"state": S.NOTED, **changes}) == lines


@pytest.mark.parametrize(
    ("kind", "changes", "lines"),
    [
        (K.FOLLOW_UP, {"follow_ups": (DONE, LATE)}, [
            "会议听取了社区党委书记沈若溪关于上季度2项议定事项办理情况的汇报：办结1项，续办1项。",
            "1.护学岗：由派出所牵头，柳岸小学配合，办结，每天两岗。",
            "2.换软管60户：由燃气公司承办，续办，完成52户，完成时限调整为2026年8月31日。"]),
        (K.STUDY, {}, ["会议由社区党委书记沈若溪领学。"]),
        (K.OFFERINGS, {"presenter": "各单位"}, ["会议听取了各单位关于可提供资源的通报。"]),
        (K.MATCHING, {"matches": (MATCH, RATIFIED)}, [
            ("会议研究确认供需对接1项：停车协调：由税务分局牵头，青苗物业配合，提供“地下车位夜间开放”，"
            "先放30个车位，试到2026年6月30日。"),
            "会议一并追认会前确认的供需对接1项：上门理发：由理发店承接，9人。"]),
        (K.DISCUSSION, {"discussions": (TALK,)}, [
            "关于驿站谁管，江帆提出，学校出志愿者；罗𬭎提出，医院出药箱。会议明确：益苗牵头。"]),
    ],
)  # fmt: skip
def test_in_full_it_also_says_who_said_what(kind: ItemKind, changes: Any, lines: list[str]) -> None:
    assert section_of(FULL, kind=kind, **{"state": S.NOTED, **changes}) == lines


@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        (K.STUDY, {"title": "学习文件摘要"}, "学习了文件摘要"),
        (K.STUDY, {"title": "市委全会精神"}, "学习了市委全会精神"),
        (K.FOLLOW_UP, {"title": "上季度6项任务回头看"}, "听取了上季度议定事项办理情况的汇报"),
        (K.MINUTES_CONFIRMATION, {"title": "确认上季度联席会纪要"}, "确认了上季度联席会纪要"),
        (K.NEEDS_REPORT, {"title": "通报二季度需求征集情况"}, "通报了二季度需求征集情况"),
        (K.OFFERINGS, {"title": "各单位亮资源"}, "通报了各单位可提供的资源"),
        (K.MATCHING, {"matches": (MATCH, MATCH)}, "研究确认了供需对接2项"),
        (K.UNIT_NEEDS, {}, "研究了单位需求"),
        (K.DISCUSSION, {"title": "重点事项讨论", "discussions": (TALK, TALK)}, "讨论了驿站谁管等2个事项"),
        (K.DISCUSSION, {"title": "电梯费用和坡道"}, "讨论了电梯费用和坡道"),
        (K.SPEECH, {"presenter": "丁一鸣"}, "听取了社区党委委员丁一鸣的讲话"),
        (K.DECISIONS, {}, "议定了有关事项"),
        (K.NEXT_MEETING, {}, "商定了下次会议安排"),
        (K.OTHER, {"title": "一、关于助餐点选址的议题"}, "研究了助餐点选址"),
        (K.OTHER, {"title": "议题二：审议护学岗方案。"}, "审议了护学岗方案"),
        (K.OTHER, {"title": "消防演练情况汇报", "state": S.NOTED}, "听取了消防演练情况的汇报"),
    ],
)  # fmt: skip
def test_the_lead_names_what_was_dealt_with_in_the_usual_verbs(kind: ItemKind, changes: Any, words: str) -> None:
    lead = generate_draft(meeting_of(replace(ITEM, kind=kind, **changes)), BRIEF).split("\n")[0]
    assert lead.partition("会议以“邻里同心”为主题，")[2] == f"{words}。现将会议议定事项纪要如下："


def test_the_lead_joins_what_has_the_same_verb_and_counts_many() -> None:
    items = tuple(replace(ITEM, kind=K.OTHER, title=f"事项{name}") for name in "甲乙丙丁戊")
    two, five = (generate_draft(meeting_of(*items[:count]), BRIEF).split("\n")[0] for count in (2, 5))
    assert "研究了事项甲和事项乙。" in two
    assert "研究了事项甲、事项乙、事项丙、事项丁等5项议题。" in five


@pytest.mark.parametrize(
    ("state", "title", "line"),
    [
        (S.PASSED, "护学岗方案", "会议审议并原则同意护学岗方案。"),
        (S.PASSED_WITH_CHANGES, "护学岗方案", "会议审议并原则同意护学岗方案，按会议意见修改完善后实施。"),
        (S.PASSED, "关于助餐点选址的议题", "会议研究了助餐点选址，原则同意所提意见。"),
        (S.TO_BE_CLARIFIED, "车棚", "关于车棚，会议明确，进一步核实后再议。"),
        (S.POSTPONED, "车棚", "关于车棚，会议决定延期审议。"),
        (S.NOT_PASSED, "车棚", "关于车棚，会议未予通过。"),
        (S.HANDED_OVER, "车棚", "关于车棚，会议决定移交有关部门办理。"),
    ],
)
def test_a_verdict_has_its_subject(state: ItemState, title: str, line: str) -> None:
    assert section_of(kind=K.OTHER, presenter="", title=title, state=state) == [line]


@pytest.mark.parametrize(
    "changes",
    [
        {"state": S.NOTED},
        {"decisions": decisions_of("试到9月30日")},
        {"matches": (MATCH,)},
        {"discussions": (TALK,)},
        {"actions": (TASK,)},
        {"summary": "会议原则同意该方案。"},
        {"state": S.POSTPONED, "decisions": decisions_of("下季度再议")},
        {"kind": K.DECISIONS},
        {"kind": K.MATCHING},
    ],
)
def test_no_verdict_is_told_twice_or_of_what_was_only_heard(changes: Any) -> None:
    body = "".join(section_of(**{"kind": K.OTHER, "presenter": "", "title": "车棚方案", **changes}))
    assert body.count("原则同意") == changes.get("summary", "").count("原则同意")
    assert "延期审议" not in body


@pytest.mark.parametrize(
    ("texts", "lines"),
    [
        (["试运行到9月30日"], ["会议议定：试运行到2026年9月30日。"]),
        (["一、同意选址。", "2、同意开餐"], ["会议议定：", "1.同意选址。", "2.同意开餐。"]),
        (["会议议定，三天内发单", "会议原则同意列支2万元"], ["会议议定：", "1.三天内发单。", "2.原则同意列支2万元。"]),
        (["同意。"], ["会议议定：车棚：同意。"]),
        (["会议原则同意", "同意"], ["会议议定：车棚：原则同意。"]),
        (["成立梅园社区社区大党委"], ["会议议定：成立梅园社区大党委。"]),
        (["由梅园社区社区卫生服务站负责"], ["会议议定：由梅园社区社区卫生服务站负责。"]),
        (["①先登记②后上门"], ["会议议定：（1）先登记；（2）后上门。"]),
        (["", "  "], []),
    ],
)
def test_decisions_are_numbered_once_and_are_whole_sentences(texts: list[str], lines: list[str]) -> None:
    told = section_of(kind=K.DECISIONS, title="车棚", presenter="", decisions=decisions_of(*texts))
    assert told == lines


def test_consents_to_nothing_in_particular_are_told_once() -> None:
    told = section_of(
        kind=K.DECISIONS, title="总结与决定", presenter="", decisions=decisions_of("会议原则同意。", "同意")
    )
    assert told == ["会议议定：原则同意会议研究的各事项。"]


@pytest.mark.parametrize(
    ("title", "summary", "lines"),
    [
        ("助餐点选址", "同意", ["会议研究了助餐点选址，原则同意所提意见。"]),
        ("助餐点选址", "会议原则同意会议原则同意", ["会议研究了助餐点选址，原则同意所提意见。"]),
        ("助餐点选址", "略。", ["会议研究了助餐点选址，原则同意所提意见。"]),
        ("助餐点选址", "见附件", ["会议研究了助餐点选址，原则同意所提意见。"]),
        ("研究部署人员转移", "", ["会议研究了人员转移，原则同意所提意见。"]),
        ("重点事项讨论", "", []),
        ("其他", "", []),
    ],
)
def test_jottings_that_tell_nothing_make_no_sentence(title: str, summary: str, lines: list[str]) -> None:
    assert section_of(kind=K.OTHER, title=title, summary=summary) == lines


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        ("1月5日办，来了800多人", "2026年1月5日办，来了800多人"),
        ("11月5日办", "2025年11月5日办"),
        ("2025年11月5日办", "2025年11月5日办"),
        ("每年5月5日办", "每年5月5日办"),
    ],
)
def test_what_is_done_was_done_before_the_meeting(detail: str, told: str) -> None:
    done = replace(DONE, detail=detail)
    assert told in section_of(FULL, kind=K.FOLLOW_UP, presenter="", follow_ups=(done, DONE))[1]


def test_decisions_under_a_speech_are_the_meetings() -> None:
    told = section_of(kind=K.SPEECH, presenter="江帆", decisions=decisions_of("体育馆作为安置点"))
    assert told[-1] == "会议议定：体育馆作为安置点。"


@pytest.mark.parametrize(
    ("presenter", "reported"), [("柳岸物业", "江州市柳岸物业服务有限公司"), ("物业", "物业"), ("有限公司", "有限公司")]
)
def test_a_unit_that_reports_has_its_whole_name(presenter: str, reported: str) -> None:
    units = (UnitNames("江州市柳岸物业服务有限公司"), UnitNames("江州燃气有限公司"))
    item = replace(ITEM, kind=K.OTHER, title="公共收益", presenter=presenter, summary="结余5万元")
    assert f"会议听取了{reported}关于公共收益的汇报" in generate_draft(meeting_of(item, units=units), BRIEF)


@pytest.mark.parametrize("promise", ["无", "同意", "按计划。", "详见附件"])
def test_a_promise_that_tells_nothing_is_not_printed(promise: str) -> None:
    assert section_of(matches=(replace(MATCH, promise=promise),))[-1].endswith("提供“地下车位夜间开放”。")


def test_a_decision_about_a_need_begins_with_it() -> None:
    decision = DecisionRecord("志愿者招募", "社区先报8人")
    assert section_of(kind=K.DECISIONS, decisions=(decision,)) == ["会议议定：志愿者招募：社区先报8人。"]


def test_a_verdict_behind_a_report_does_not_name_its_matter_again() -> None:
    assert section_of(kind=K.OTHER, presenter="江帆", title="取暖安全", summary="义诊两场") == [
        "会议听取了江州市柳岸小学关于取暖安全的汇报。义诊两场。",
        "会议原则同意上述意见。",
    ]


STARTED = "2026年4月16日14时30分，柳岸社区党委在社区党群服务中心二楼召开2026年第二季度党建联席会议。"


@pytest.mark.parametrize(
    ("changes", "lead"),
    [
        ({}, f"{STARTED}社区党委书记沈若溪主持会议，2家成员单位代表参加会议。会议以“邻里同心”为主题，研究了供需对接。"),
        ({"place": "", "theme": "", "present": ()},
         "2026年4月16日14时30分，柳岸社区党委召开2026年第二季度党建联席会议。社区党委书记沈若溪主持会议。会议研究了供需对接。"),
        ({"started": datetime(2026, 4, 16, 14, 8, 59), "chair": Person("", ""), "theme": "“学‘枫桥’”"},  # noqa: DTZ001
         STARTED.replace("30分", "08分") + "2家成员单位代表参加会议。会议以“学‘枫桥’”为主题，研究了供需对接。"),
        ({"chair": Person("丁书记", "社区党委书记"), "theme": ""},
         f"{STARTED}丁书记主持会议，2家成员单位代表参加会议。会议研究了供需对接。"),
        ({"kind": MeetingKind.EXTRAORDINARY, "title": "柳岸社区2026年防汛专题会议", "theme": "",
          "chair": Person("江帆")},
         ("2026年4月16日14时30分，柳岸社区党委在社区党群服务中心二楼召开2026年防汛专题会议。"
         "江帆主持会议，2家成员单位代表参加会议。会议研究了供需对接。")),
        ({"guests": (Person("程维岳", "党工委副书记", "望屏街道"), Person("何小雨", "居民代表")), "theme": ""},
         f"{STARTED}社区党委书记沈若溪主持会议，2家成员单位代表参加会议。望屏街道党工委副书记程维岳列席会议。会议研究了供需对接。"),
    ],
)  # fmt: skip
def test_the_lead_tells_when_where_who_and_about_what(changes: Any, lead: str) -> None:
    told = generate_draft(meeting_of(**changes), BRIEF).split("\n")[0]
    assert told == f"{lead}现将会议议定事项纪要如下："


def test_a_guest_who_spoke_is_named_in_the_lead_only() -> None:
    guests = (Person("程维岳", "望屏街道党工委副书记", "望屏街道"), Person("江若彤", "主任", "望屏街道"))
    items = (ITEM, replace(ITEM, id=8, title="街道讲话", kind=K.SPEECH, presenter="程维岳", state=S.NOTED))
    body = generate_draft(meeting_of(*items, guests=guests), BRIEF)
    assert "。望屏街道党工委副书记程维岳列席会议并讲话。" in body
    assert "街道讲话" not in body
    assert "江若彤" not in body


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("10月中旬，主题暂定“平安过冬、秋学期”", "下次联席会议拟于2026年10月中旬召开，主题暂定为“平安过冬、秋学期”。"),
        ("2026年7月中旬，主题暂定“清凉”", "下次联席会议拟于2026年7月中旬召开，主题暂定为“清凉”。"),
        ("拟于7月20日下午3点", "下次联席会议拟于2026年7月20日下午3点召开。"),
        ("第三季度,主题:“清凉一夏”", "下次联席会议拟于第三季度召开，主题为“清凉一夏”。"),
        ("下次会议于7月上旬召开。", "下次联席会议于2026年7月上旬召开。"),
        ("时间另行通知", "下次联席会议安排：时间另行通知。"),
    ],
)
def test_the_next_meeting_is_a_sentence(written: str, sentence: str) -> None:
    assert closing_of(next_meeting=written) == ["一、下次会议", sentence]


def test_what_was_put_off_or_handed_on_is_told_by_what_becomes_of_it() -> None:
    deferred = (
        ("公交", "等客流数据，下季度议"),
        ("漏水", "街道带回问住建"),
        ("内河", "转河长办。"),
        ("噪声", "由法庭调解"),
    )
    assert closing_of(deferred=deferred) == [
        "一、缓议和转办事项",
        (
            "会议决定缓议1项：公交（等客流数据，2026年第三季度议）。转有关方面办理或反映2项：漏水（街道带回问住建）；"
            "内河（转河长办）。另行办理1项：噪声（由法庭调解）。"
        ),
    ]
    assert closing_of(FULL, deferred=deferred[1:3])[1:] == ["1.漏水：转办，街道带回问住建。", "2.内河：转河长办。"]


def test_a_deferred_match_whose_need_is_deferred_is_told_once() -> None:
    match = replace(MATCH, state=MatchState.DEFERRED)
    body = generate_draft(meeting_of(replace(ITEM, matches=(match,)), deferred=(("停车协调", "下季度议"),)), BRIEF)
    assert body.count("停车协调") == 1


def test_a_passage_stands_where_it_was_placed() -> None:
    record = meeting_of(replace(ITEM, kind=K.DECISIONS, actions=(TASK,) * 3))
    by_placement = {
        Placement.FULL: "会议明确任务3项：\n1.装便民箱。责任单位：宠物医院；",
        Placement.BRIEF: "会议明确任务3项：\n1.装便民箱（宠物医院，2026年7月31日前完成）。",
        Placement.ANNEX: "会议明确任务3项（见附件）。",
        Placement.OMITTED: "",
    }
    for placement, begin in by_placement.items():
        choices = BRIEF.with_placement("decisions/tasks", placement)
        [tasks] = [each for each in generate_passages(record, choices) if each.key == "item-7/tasks"]
        assert (tasks.text.startswith(begin), bool(tasks.text)) == (True, bool(begin))
        assert (tasks.placement, tasks.habit) == (placement, "decisions/tasks")
        assert set(by_placement) == set(tasks.possible)


def test_the_choice_for_one_passage_goes_before_the_habit() -> None:
    choices = BRIEF.with_placement("decisions/tasks", Placement.FULL).with_placement("item-7/tasks", Placement.OMITTED)
    assert "装便民箱" not in generate_draft(meeting_of(replace(ITEM, kind=K.DECISIONS, actions=(TASK,))), choices)


def test_each_section_is_numbered_and_an_empty_one_does_not_appear() -> None:
    items = tuple(replace(ITEM, id=n, kind=K.OTHER, title=f"议题{n}", summary="会议作了通报。") for n in range(11))
    empty = replace(ITEM, id=99, title="自由发言", presenter="", kind=K.SPEECH, state=S.NOTED)
    body = generate_draft(meeting_of(*items[:5], empty, *items[5:]), BRIEF)
    assert "自由发言" not in body
    assert [line for line in body.split("\n")[1:] if "、" in line][::10] == ["一、议题0", "十一、议题10"]


@pytest.mark.parametrize(
    ("number", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_numerals_are_chinese(number: int, written: str) -> None:
    assert chinese_numeral(number) == written
