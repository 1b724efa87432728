"""The lists of names below the minutes: who stands where, in which words."""

from datetime import UTC, datetime
from typing import Any

import pytest

from partner_hub.communities.models import Community
from partner_hub.minutes.attendance.attendance_lists import attendance_of
from partner_hub.minutes.document import Annex
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.record import MeetingRecord, Person
from partner_hub.minutes.press.paragraphs import print_paragraphs
from partner_hub.vocabulary.minutes import AttendanceOrder, AttendancePlace
from tests.support.minutes import minutes

COMMUNITY = Community(name="桂枝里社区")
PRESENT = (
    Person("林䶮", "所长", "望屏司法所", kind="党政机关"),
    Person("余珊珊", "小学校长", "桂枝小学", kind="事业单位"),
    Person("殷伯谦", "支行行长", "农商行望屏支行", kind="金融机构"),
    Person("毛劲草", "站长", "桂枝路消防站", kind="党政机关", short_names=("消防站",)),
)
STREET = Person("程维岳", "党工委副书记", "望屏街道")


def a_record(**facts: Any) -> MeetingRecord:
    usual: dict[str, Any] = {
        "community": COMMUNITY.name,
        "title": "党建联席会议",
        "year": 2025,
        "quarter": 3,
        "started": datetime(2025, 7, 10, 15, tzinfo=UTC),
        "place": "议事厅",
        "theme": "",
        "chair": Person("严婉舟", "社区社区党委书记"),
        "recorder": Person("游思齐", "党建专干"),
        "items": (),
        "present": PRESENT,
        "excused": (Person("温晴", "", "市气象局", "汛期值班", kind="党政机关"),),
        "absent": (Person("", "", "东海岸银行", kind="金融机构"),),
        "staff": (Person("翁立帆", "社区党委副书记"), Person("严婉舟", "社区党委书记")),
        "guests": (STREET, Person("江若彤", "街道党建办主任", "望屏街道")),
        "deferred": (),
        "next_meeting": "",
    }
    return MeetingRecord(**usual | facts)


def listed(record: MeetingRecord, **choices: Any) -> dict[str, str]:
    lists, annex = attendance_of(record, DraftChoices(**choices), COMMUNITY)
    document = minutes(attendance=lists, annexes=(annex,) if annex else ())
    return {part.label[:2]: part.text for part in print_paragraphs(document) if part.label and part.label != "附件："}


def annex_of(record: MeetingRecord, **choices: Any) -> Annex:
    annex = attendance_of(record, DraftChoices(attendance_place=AttendancePlace.ANNEX, **choices), COMMUNITY)[1]
    assert annex
    return annex


def test_groups_are_parted_and_each_unit_and_word_is_named_once() -> None:
    assert listed(a_record()) == {
        "出席": "桂枝里社区党委书记严婉舟、党委副书记翁立帆；望屏司法所所长林䶮，桂枝路消防站站长毛劲草；"
        "农商行望屏支行行长殷伯谦；桂枝小学校长余珊珊。",
        "请假": "市气象局温晴。",
        "列席": "望屏街道党工委副书记程维岳、党建办主任江若彤。",
        "记录": "桂枝里社区党建专干游思齐。",
    }


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (AttendanceOrder.SIGN_IN, ["林䶮", "余珊珊", "殷伯谦", "毛劲草"]),
        (AttendanceOrder.STROKES, ["毛劲草", "余珊珊", "林䶮", "殷伯谦"]),
        (AttendanceOrder.GROUPS, ["林䶮", "毛劲草", "殷伯谦", "余珊珊"]),
    ],
)
def test_units_stand_in_the_order_that_was_chosen(order: AttendanceOrder, names: list[str]) -> None:
    present = listed(a_record(), attendance_order=order)["出席"]
    assert sorted(names, key=present.index) == names
    assert present.startswith("桂枝里社区党委书记严婉舟、党委副书记翁立帆；")


def test_absence_is_printed_only_where_it_is_wanted() -> None:
    assert listed(a_record(), shows_absent=True)["缺席"] == "东海岸银行。"


def test_a_count_stands_for_the_names_of_the_annex() -> None:
    assert listed(a_record(), attendance_place=AttendancePlace.ANNEX, shows_absent=True) == {
        "出席": "桂枝里社区党委书记严婉舟、党委副书记翁立帆，4家成员单位代表，名单附后。",
        "请假": "1家成员单位代表，名单附后。",
        "缺席": "1家成员单位，名单附后。",
        "列席": "望屏街道党工委副书记程维岳、党建办主任江若彤。",
        "记录": "桂枝里社区党建专干游思齐。",
    }


def test_the_annex_heads_each_group_with_its_number() -> None:
    annex = annex_of(a_record())
    assert annex.title == "2025年第三季度党建联席会议参会人员名单"
    assert annex.rows == (
        ("出席：机关事业单位（2家）",),
        ("望屏司法所", "林䶮", "所长"),
        ("桂枝路消防站", "毛劲草", "站长"),
        ("出席：企业（1家）",),
        ("农商行望屏支行", "殷伯谦", "行长"),
        ("出席：学校和医疗机构（1家）",),
        ("桂枝小学", "余珊珊", "校长"),
        ("请假：成员单位（1家）",),
        ("市气象局", "温晴", ""),
    )


def test_an_annex_without_groups_says_which_units_they_are() -> None:
    rows = annex_of(a_record(), attendance_order=AttendanceOrder.STROKES).rows
    assert [row for row in rows if len(row) == 1] == [
        ("出席：成员单位（4家）",),
        ("请假：成员单位（1家）",),
    ]


@pytest.mark.parametrize(
    ("person", "is_staff", "line", "words"),
    [
        (Person("林秉焕", "二网格长", ""), True, "出席", "桂枝里社区党委书记严婉舟、二网格长林秉焕；"),
        (Person("林秉焕", "二网格长", ""), False, "出席", "二网格长林秉焕；"),
        (Person("林秉焕", "党委副书记", "望屏街道"), True, "列席", "望屏街道党委副书记林秉焕"),
        (Person("林秉焕", "副科长", "鼓峰区委社会工作部"), True, "列席", "副科长林秉焕"),
        (Person("林秉焕", "书记", "桂枝里社区党委"), False, "出席", "桂枝里社区党委书记林秉焕"),
        (Person("林秉焕", "书记", "望屏街道桂枝里社区党委"), False, "出席", "望屏街道桂枝里社区党委书记林秉焕"),
        (Person("林秉焕", "书记", "桂枝里社区卫生服务站"), False, "列席", "桂枝里社区卫生服务站书记林秉焕"),
        (Person("林秉焕", "居民代表", "桂枝里社区"), False, "列席", "桂枝里社区居民代表林秉焕"),
        (Person("林秉焕", "教导员", "桂枝小学"), False, "出席", "桂枝小学校长余珊珊、教导员林秉焕"),
        (Person("林秉焕", "消防员", "消防站"), False, "出席", "桂枝路消防站站长毛劲草、消防员林秉焕"),
        (Person("林秉焕", "预报员", "市气象局"), False, "列席", "市气象局预报员林秉焕"),
    ],
)
def test_everybody_stands_in_the_line_of_what_they_are(
    person: Person, *, is_staff: bool, line: str, words: str
) -> None:
    record = a_record(**{"staff": (person,), "guests": ()} if is_staff else {"staff": (), "guests": (person,)})
    lists = listed(record)
    assert words in lists[line]
    assert "".join(lists.values()).count("林秉焕") == 1


def test_guests_of_one_organisation_stand_together() -> None:
    others = (STREET, Person("史云舒", "副科长", "区委社会工作部"), Person("江若彤", "党建办主任", "望屏街道"))
    assert listed(a_record(guests=others))["列席"] == (
        "望屏街道党工委副书记程维岳、党建办主任江若彤，区委社会工作部副科长史云舒。"
    )


@pytest.mark.parametrize("chair", [STREET, PRESENT[0]])
def test_a_chair_who_is_a_guest_or_a_delegate_is_named_there(chair: Person) -> None:
    text = "".join(listed(a_record(chair=chair)).values())
    assert text.count(chair.name) == 1
    assert chair.organisation + chair.title + chair.name in text


def test_a_title_that_holds_the_name_of_the_unit_stands_alone() -> None:
    chair = Person("严婉舟", "中共桂枝里社区委员会书记")
    assert listed(a_record(chair=chair, staff=()))["出席"].startswith("中共桂枝里社区委员会书记严婉舟；")
