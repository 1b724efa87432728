"""Tables of text: the codes, signs and line ends that programs choose."""

import pytest

from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.workbook import Note
from partner_hub.workbooks.xlsx.writer import write_workbook
from tests.workbooks.books import plan_of, record_of

LINES = '单位名称,联系人,联系电话,备注\n柳塘书店,许霁,="0794-8211111","两\n行"\n'


@pytest.mark.parametrize(
    "data",
    [
        LINES.encode("gbk"),
        LINES.encode(),
        LINES.encode("utf-8-sig"),
        LINES.encode("utf-16"),
        LINES.replace("\n", "\r\n").encode("gb18030"),
        LINES.replace(",", "\t").replace("\n", "\r").encode(),
        LINES.replace(",", ";").encode(),
    ],
)
def test_a_table_of_text_is_read_in_every_usual_code(data: bytes) -> None:
    plan = plan_of("units", data, filename="学校.csv")
    assert record_of(plan, 2, "name", "contact", "phones", "category", "remark") == {
        "name": "柳塘书店",
        "contact": "许霁",
        "phones": ["0794-8211111"],
        "category": "学校",
        "remark": "两行",
    }


def test_it_is_kept_as_a_workbook() -> None:
    workbook = read_workbook(LINES.encode("gbk"), "学校.csv")
    assert read_workbook(write_workbook(workbook), "学校.csv") == workbook


def test_limits_hold_for_text_as_well() -> None:
    with pytest.raises(WorkbookError, match="more than 6000 rows"):
        read_workbook(b"a,b\n" * 6001, "a.csv")
    with pytest.raises(WorkbookError, match="more text"):
        read_workbook(b"a,b\n" + b"x" * 2_000_001, "a.csv")
    workbook = read_workbook(b"a,b\n" + b"," * 200 + b"x\n" + b"y" * 5_001, "a.csv")
    assert workbook.notes == (Note("far_columns", {"sheet": "a"}),)
    assert workbook.sheets[0].rows[-1].cell(1).is_cut
