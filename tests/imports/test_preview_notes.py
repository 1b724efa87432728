"""What the preview says about many rows at once, and about days that are over."""

from datetime import date, timedelta

import pytest

from partner_hub.core import clock
from partner_hub.imports.preview.outdated import outdated_facts
from partner_hub.workbooks.schema.needs import NeedRecord
from partner_hub.workbooks.schema.offerings import OfferingRecord
from partner_hub.workbooks.schema.records import Record
from partner_hub.workbooks.schema.source import Source
from partner_hub.workbooks.schema.units import UnitRecord
from tests.imports.conftest import OFFERINGS, UNITS, Rows, Upload, row_of, sums

TODAY = date(2026, 6, 15)
SOURCE = Source("", "", 1)


@pytest.mark.parametrize(
    ("record", "codes"),
    [
        (OfferingRecord(SOURCE, valid_to="2026-06-14"), ("validity_over",)),
        (OfferingRecord(SOURCE, valid_to="2026-06-15"), ()),
        (OfferingRecord(SOURCE, valid_to=None), ()),
        (OfferingRecord(SOURCE, valid_to="2206-06-15"), ("day_far_off",)),
        (NeedRecord(SOURCE, deadline="2026-05-31"), ("deadline_passed",)),
        (NeedRecord(SOURCE, raised_on="2026-06"), ()),
        (NeedRecord(SOURCE, raised_on="2026-07-01"), ("raised_in_future",)),
        (NeedRecord(SOURCE, raised_on="2021-07-01"), ("raised_long_ago",)),
        (UnitRecord(SOURCE, joined="2027"), ("begins_in_future",)),
        (UnitRecord(SOURCE, joined="2026-06"), ()),
    ],
)
def test_rows_out_of_date_are_told(record: Record, codes: tuple[str, ...]) -> None:
    assert outdated_facts(record, TODAY) == codes


def test_rows_out_of_date_are_marked_and_can_be_filtered(upload: Upload) -> None:
    over = (clock.local_today() - timedelta(days=1)).isoformat()
    rows = [[*row[:5], over, ""] if row[1] == "量血压" else row for row in OFFERINGS]
    page = upload("offerings", rows)
    assert "the offering is over" in row_of(page, 2)
    assert [row[0].split()[-1] for row in page.follow(f"{sums(page)['out of date']} out of date").rows()][:1] == ["2"]


def test_what_is_the_same_in_many_rows_is_said_once_with_its_rows(upload: Upload) -> None:
    units: Rows = [
        [f"柳岸{number}号小店", "", "", "", "", "", "", f"2023年{number % 9 + 1}月", ""] for number in range(12)
    ]
    page = upload("units", [*UNITS[:3], *units])
    assert "Joined on: written otherwise than it is kept 13 rows" in page.text
    assert "Row 5: 2023年2月 → 2023-02" in page.text
    assert "read as" not in row_of(page, 5)


def test_a_question_with_many_candidates_is_one_list(upload: Upload) -> None:
    names = [f"江州市柳岸区{word}服务中心" for word in ("养老", "就业", "青年", "文化", "法律", "体育")]
    upload("units", [UNITS[1][:2], *([name, "事业单位"] for name in names)]).submit("Bring it in")
    page = upload("offerings", [OFFERINGS[0], ["服务中心", "量血压", "", "", "量。", "", ""]])
    select = page.all("select", name="answer-2-unit_name")[0]
    assert len(select.all("option")) > 4
    assert "Please choose" in select.all("option")[0].text
