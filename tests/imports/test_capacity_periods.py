"""The period of a capacity in workbooks: read from the words or a column of its own, given out and taken in."""

from collections.abc import Sequence

import pytest

from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.imports.exports.offerings import all_offerings
from partner_hub.imports.exports.workbook import workbook_of_records
from partner_hub.offerings.models import Offering
from partner_hub.vocabulary.offering import CapacityPeriod as Period
from partner_hub.workbooks.plan.plan import Plan
from tests.imports.conftest import Upload
from tests.imports.test_confirm import bring_in
from tests.support.world import World
from tests.workbooks.books import SheetOf, build, plan_of, record_of

HEAD = ["单位名称", "资源名称", "服务内容", "可提供次数/容量", "可服务时间"]


def plan(*rows: Sequence[str], head: Sequence[str] = HEAD) -> Plan:
    return plan_of("offerings", build(表=SheetOf([list(head), *map(list, rows)])))


def row(words: str, time: str = "", name: str = "义诊") -> list[str]:
    return ["江州市第二医院", name, "量血压，测血糖", words, time]


@pytest.mark.parametrize(
    ("words", "time", "period", "noted"),
    [
        ("每月2场", "", "每月", "period_from_words"),
        ("长期", "", "同时", "period_from_words"),
        ("每学期2场", "", "每年", "nearest_capacity_period"),
        ("20人", "每周三下午", "每周", "period_from_time"),
        ("20人", "周三下午", "", ""),
        ("30人", "上午", "同时", "venue_comes_back"),
    ],
)
def test_the_period_is_a_proposal_of_the_preview(words: str, time: str, period: str, noted: str) -> None:
    head = [*HEAD, "资源类别"]
    category = "场地设施" if noted == "venue_comes_back" else "医疗健康"
    found = plan([*row(words, time), category], [*row("共5人", name="讲座"), ""], head=head)
    planned = found.row(2)
    concluded = [each.reason for each in planned.conclusions if each.field == "capacity_period"]
    doubts = [each.reason for each in planned.doubts if each.field == "capacity_period"]
    assert record_of(found, 2, "capacity_period") == {"capacity_period": period}
    assert (doubts or concluded) == ([noted] if noted else [])
    assert len(concluded) == bool(period), "what was read is shown, doubtful or not"


def test_a_column_of_its_own_counts_more_than_the_words() -> None:
    head = [*HEAD, "容量周期"]
    rows = [*row("每月2场"), "每季度"], [*row("2场", name="讲座"), "一年"], [*row("2场", name="课"), "不详"]
    found = plan(*rows, head=head)
    read = [record_of(found, number, "capacity_period")["capacity_period"] for number in (2, 3, 4)]
    assert read == ["每季度", "每年", ""]
    assert [each.reason for each in found.row(4).doubts] == ["unknown_capacity_period"]


def test_what_is_brought_in_has_the_period_and_the_preview_tells_it(upload: Upload) -> None:
    page = upload("offerings", [HEAD, row("每月2场"), row("80套", name="物资")])
    assert "Capacity period: “每月2场” read as “每月” (read from the words about the capacity)" in page.text
    bring_in(page)
    assert periods() == {"义诊": Period.MONTH, "物资": Period.IN_ALL}


def test_what_people_set_is_not_overwritten_by_the_same_words(upload: Upload) -> None:
    bring_in(upload("offerings", [HEAD, row("每月2场"), row("80套", name="物资")]))
    db.session.scalars(db.select(Offering).filter_by(name="义诊")).one().capacity_period = Period.WEEK
    db.session.commit()
    page = upload("offerings", [HEAD, [*row("每月2场")[:4], "上午"], row("80套", name="物资")])
    assert "每周 每月" not in page.text
    bring_in(page)
    assert periods()["义诊"] is Period.WEEK
    page = upload("offerings", [HEAD, row("每季度2场"), row("80套", name="物资")])
    assert "Capacity period 每周 每季度 每季度" in page.text
    bring_in(page)
    assert periods()["义诊"] is Period.QUARTER


def test_what_goes_out_can_come_in_again(upload: Upload, world: World) -> None:
    bring_in(upload("offerings", [HEAD, row("每月2场"), row("80套", name="物资")]))
    records = all_offerings(db.session.get_one(Community, world.community))
    assert [each["capacity_period"] for each in records] == ["每月", "总共"]
    headings, rows = workbook_of_records("offerings", records)
    rows[0][headings.index("容量周期")] = "每年"
    page = upload("offerings", [headings, *rows])
    assert "Capacity period 每月 每年 每年" in page.text
    bring_in(page)
    assert periods() == {"义诊": Period.YEAR, "物资": Period.IN_ALL}


def periods() -> dict[str, Period]:
    db.session.expire_all()
    return {each.name: each.capacity_period for each in db.session.scalars(db.select(Offering))}
