"""Each unit gets an excerpt of signed minutes: what concerns it, and nothing of others."""

from datetime import date

import pytest

from partner_hub.core.db import db
from partner_hub.meetings.models import Meeting
from partner_hub.minutes.body import parse_body
from partner_hub.minutes.document import Annex, AttendanceList, Attendee
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.models import IssuedMinutes
from partner_hub.minutes.review.excerpt import excerpt_of
from partner_hub.minutes.review.names_of_units import every_name_of_units
from partner_hub.minutes.review.unit_part import UnitNames, part_of_unit
from partner_hub.minutes.service import sign_minutes
from partner_hub.partners.models import Partnership, UnitAlias
from partner_hub.vocabulary.unit import AliasKind
from tests.support.held import a_held_meeting
from tests.support.minutes import minutes
from tests.support.page import SignedIn
from tests.support.printed import Printed
from tests.support.world import World

HOSPITAL, BRANCH, SCHOOL = 1, 2, 3
NAMES = UnitNames({
    "市二医院": frozenset({HOSPITAL}),
    "市二医院东院区": frozenset({BRANCH}),
    "柳岸小学": frozenset({SCHOOL}),
})  # fmt: skip
BODY = """会议研究了停车等议题。现将有关事项纪要如下：
一、停车共享
会议听取了市二医院的汇报。
会议听取了柳岸小学的汇报。
会议明确以下任务：
1.开放车位。责任单位：市二医院。
2.开放操场。责任单位：柳岸小学；配合单位：市二医院。
3.开放食堂。责任单位：市二医院东院区。
二、柳岸小学的护学岗
同意增设两个岗位。
三、其他
各成员单位按时报送清单。
居民张三提了意见。"""


def text_of(unit: int, *, is_signed: bool = True) -> list[str]:
    document = minutes(body=parse_body(BODY), attendance=(), annexes=())
    return [str(each) for each in part_of_unit(document, unit, NAMES, is_signed=is_signed).body]


@pytest.mark.parametrize(
    ("unit", "lines"),
    [
        (HOSPITAL, [1, 2, 4, 5, 6]),
        (BRANCH, [1, 4, 7]),
        (SCHOOL, [1, 3, 4, 6, 8, 9]),
    ],
)
def test_a_unit_sees_what_names_it_under_its_headings_and_with_the_words_that_open_a_list(
    unit: int, lines: list[int]
) -> None:
    whole = BODY.splitlines()
    assert text_of(unit, is_signed=False) == [whole[at] for at in lines]
    assert text_of(unit) == [whole[0], *(whole[at] for at in lines), *whole[10:12]]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (
            "会议决定缓议3项：楼道漏水（由柳岸小学牵头）；邻里活动（市二医院请假）；书画班（2026年9月开班）。",
            "会议决定缓议3项：……邻里活动（市二医院请假）；……",
        ),
        ("1.开放车位。责任单位：市二医院；完成时限：2026年9月1日；成果：30个。", ""),
        ("1.开放操场。责任单位：柳岸小学；配合单位：市二医院。", ""),
        ("市二医院提出，车位可以开放。会议明确，自9月起开放。", ""),
    ],
)
def test_of_several_matters_in_one_paragraph_of_a_draft_the_others_are_left_out(text: str, seen: str) -> None:
    document = minutes(body=parse_body(text), attendance=(), annexes=())
    part = part_of_unit(document, HOSPITAL, NAMES, is_signed=False)
    assert [str(each) for each in part.body] == [seen or text]
    assert str(part_of_unit(document, HOSPITAL, NAMES, is_signed=True).body[-1]) == text


def test_tables_and_lists_show_the_rows_of_the_unit_alone() -> None:
    two = Annex("名单", ("序号", "单位") * 2, (("1", "市二医院", "2", "柳岸小学"), ("3", "市二医院东院区", "", "")))
    tasks = Annex(
        "任务", ("任务", "单位"), (("车位", "市二医院"), ("操场", "柳岸小学、市二医院"), ("食堂", "柳岸小学"))
    )
    named = Annex("参会人员名单", ("单位", "姓名"), (("市二医院", "罗某"), ("柳岸小学", "江某")))
    listed = AttendanceList("出席", (Attendee("市二医院", "罗某"), Attendee("柳岸小学", "江某")))
    part = part_of_unit(minutes(annexes=(two, tasks, named), attendance=(listed,)), HOSPITAL, NAMES, is_signed=True)
    assert [annex.rows for annex in part.annexes] == [
        (("1", "市二医院"),),
        (("车位", "市二医院"), ("操场", "柳岸小学、市二医院")),
    ]
    assert [each.name for each in part.attendance[0].attendees] == ["罗某"]


@pytest.fixture
def version(world: World) -> IssuedMinutes:
    meeting: Meeting = a_held_meeting(world)
    minutes = draft_minutes(world.actor("staff"), meeting)
    version = sign_minutes(world.actor("secretary"), minutes, meeting, dated=date(2026, 7, 20))
    db.session.commit()
    return version


def test_the_excerpt_is_a_paper_of_its_own_from_the_signed_record(
    world: World, signed_in: SignedIn, version: IssuedMinutes
) -> None:
    response = signed_in("unit_member").get(world.url(f"minutes/{version.id}/excerpt-{world.hospital}.pdf"))
    text = "".join(Printed(response.data).text.split())
    assert "纪要（摘录）" in text
    assert "开放夜间车位" in text
    assert "本摘录只载与江州市第二医院有关的内容，全文见〔2026〕1号会议纪要" in text
    assert "柳岸小学" not in text


def test_a_unit_gets_its_own_and_the_committee_any(world: World, signed_in: SignedIn, version: IssuedMinutes) -> None:
    page = signed_in("unit_member").page(world.url(f"minutes/{version.id}"))
    assert "Excerpt for 江州市第二医院" in page.text
    signed_in("unit_member").page(world.url(f"minutes/{version.id}/excerpt-{world.school}.pdf"), status=404)
    assert "江州市柳岸小学" in signed_in("staff").page(world.url(f"minutes/{version.id}")).links()


def test_a_name_that_may_speak_of_another_unit_opens_nothing(world: World) -> None:
    unit, school = (db.session.get_one(Partnership, each) for each in (world.hospital, world.school))
    for words, kind in (("小学", AliasKind.SHORT), ("二院", AliasKind.SHORT), ("共建单位", AliasKind.LEARNED)):
        unit.aliases.append(UnitAlias(name=words, kind=kind))
    db.session.flush()
    names = every_name_of_units(world.community)
    assert [names.units_in(words) for words in ("小学要修操场", "二院义诊", "各共建单位")] == [
        frozenset(),
        {unit.id},
        frozenset(),
    ]
    assert names.units_in("江州市柳岸小学") == {school.id}


def test_a_renamed_unit_is_called_as_on_that_day(world: World, version: IssuedMinutes) -> None:
    unit = db.session.get_one(Partnership, world.hospital)
    unit.aliases.append(UnitAlias(name="江州市第二医院", kind=AliasKind.FORMER))
    unit.unit.name = "江州市东方医院"
    db.session.flush()
    assert excerpt_of(version, unit).copies_to == ("江州市第二医院",)
