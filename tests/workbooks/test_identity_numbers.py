"""Numbers of identity papers and cards leave a workbook before anything else sees it."""

import io
import zipfile
from typing import Any

import pytest

from partner_hub.privacy.identity_removal import NUMBER_REMOVED
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.table.identity_headers import is_identity_header
from partner_hub.workbooks.xlsx.errors import WorkbookError
from partner_hub.workbooks.xlsx.writer import write_workbook
from tests.imports.conftest import Rows
from tests.support.papers import blanked, identity, old_identity, wide
from tests.workbooks.books import SheetOf, build, doubted, package, plan_of, record_of

# Each kind of list with a heading and a value for every column but the one in question.
LISTS: dict[str, tuple[list[str], list[str]]] = {
    "units": (["单位名称", "地址", "联络员", "联系电话"], ["柳塘书店", "柳塘路3号", "于归", "0794-8211111"]),
    "offerings": (["单位名称", "资源名称", "服务内容", "联系人"], ["柳塘书店", "读书会", "每周六带孩子读书。", "于归"]),
    "needs": (["需求名称", "需求内容", "提出时间", "网格"], ["路灯不亮", "北门路灯坏了。", "2026-03-02", "一网格"]),
}
HEADINGS = (
    "身份证号",
    "身份证号码",
    "身份证",
    "居民身份证号",
    "公民身份号码",
    "公民身份证号码",
    "证件号",
    "证件号码",
    "有效证件号码",
    "残疾证号",
    "残疾人证号",
    "银行卡号",
    "银行账号",
    "卡号",
    "社保卡号",
    "社会保障号码",
    "社会保障卡号",
    "医保卡号",
    "医保编号",
    "护照号",
    "护照号码",
    "居住证号",
    "军官证号",
    "驾驶证号",
    "优待证号",
    "户主身份证号",
    "法人身份证号码（18位）",
    "联络员身份证号码",
    "*身份证号：",
    "身份证/护照号",
    "号码（身份证）",
    "户主身份证",
    "身份证后六位",
    "港澳居民来往内地通行证",
    "IDNo.",
    "PassportNumber",
)
OTHER_HEADINGS = (
    "统一社会信用代码",
    "信用代码证号",
    "营业执照号",
    "许可证号",
    "登记证号",
    "证照编号",
    "统一社会信用代码/身份证号",
    "姓名及身份证号",
    "证件类型",
    "联系电话",
    "手机号码",
    "号码",
    "编号",
    "单位编号",
    "网格编号",
    "热线号码",
    "开户行",
    "银行",
    "人员身份",
    "户数",
    "户主",
)
# What a typist makes of a number, and what Excel makes of it in a number cell.
VALUES: list[Any] = [
    identity(),
    "35990119780315421",
    int(identity()[:15]) * 1000,
    float(old_identity()),
    wide(identity(serial=77)),
]


def kept(data: bytes) -> bytes:
    return write_workbook(read_workbook(data, "表.xlsx"))


def text_of(data: bytes) -> str:
    """Every part, unpacked, with its names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(name + archive.read(name).decode() for name in archive.namelist())


def cells(data: bytes, sheet: int = 0) -> dict[str, Any]:
    rows = read_workbook(data, "表.xlsx").sheets[sheet].rows
    return {f"{'ABCDEFGHIJ'[column - 1]}{row.number}": cell.value for row in rows for column, cell in row.cells.items()}


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("kind", LISTS)
def test_a_column_of_such_numbers_is_never_brought_in(kind: str, heading: str) -> None:
    headings, values = LISTS[kind]
    rows = [[*headings, heading], *([*values, number] for number in VALUES)]
    data = build(a=SheetOf(rows))
    plan = plan_of(kind, data)
    assert "3599011978" not in str(plan.to_json())
    assert "35990119" not in text_of(kept(data))
    assert [note["code"] for note in plan.notes] == ["identity_left_out"]
    without = plan_of(kind, build(a=SheetOf([row[:-1] for row in rows])))
    assert [row.record for row in plan.rows] == [row.record for row in without.rows]
    assert [row.fingerprint for row in plan.rows] == [row.fingerprint for row in without.rows]


@pytest.mark.parametrize("heading", OTHER_HEADINGS)
def test_other_headings_are_left_alone(heading: str) -> None:
    assert not is_identity_header(heading)


@pytest.mark.parametrize("heading", ["统一社会信用代码", "备注", "编号", "证照编号", "联系电话", ""])
@pytest.mark.parametrize("kind", LISTS)
def test_a_column_that_holds_them_is_none_of_ours_whatever_its_heading(kind: str, heading: str) -> None:
    headings, values = LISTS[kind]
    rows = [
        [*headings, heading],
        *([*values, identity(serial=serial)] for serial in (1, 3, 5)),
        [*values, "35990119780315"],
    ]
    data = build(a=SheetOf(rows))
    assert "359901" not in str(plan_of(kind, data).to_json())
    assert "359901" not in text_of(kept(data))


def test_a_valid_credit_code_survives_in_such_a_column() -> None:
    rows = [
        ["单位名称", "信用代码"],
        *([f"书店{n}", identity(serial=n)] for n in (1, 3)),
        ["小学", "12330000MB0X555555"],
    ]
    plan = plan_of("units", build(a=SheetOf(rows)))
    codes = [record_of(plan, row, "credit_code")["credit_code"] for row in (2, 3, 4)]
    assert codes == ["", "", "12330000MB0X555555"]


@pytest.mark.parametrize(
    ("kind", "field", "written", "left"),
    [
        ("units", "credit_code", identity(), ""),
        ("units", "credit_code", wide(identity()), ""),
        ("units", "credit_code", int(identity()[:15]) * 1000, ""),
        ("units", "remark", f"法人{identity()}，已核对", "法人，已核对"),
        ("units", "contact", f"于归 {identity()}", "于归"),
        ("units", "name", f"柳塘书店{identity()}", "柳塘书店"),
        ("units", "category", f"{identity()}", ""),
        ("units", "phones", identity(), []),
        ("units", "joined", identity(), ""),
        ("offerings", "content", f"带上 {blanked(identity())} 来读书", "带上来读书"),
        ("offerings", "contact", f"于归（{identity()}）", "于归"),
        ("offerings", "contact_phone", identity(), None),
        ("offerings", "capacity", identity(), ""),
        ("needs", "content", f"我的身份证{identity()}丢了", "我的身份证丢了"),
        ("needs", "beneficiary_count", int(old_identity()), None),
        ("needs", "remark", old_identity(), ""),
    ],
)
def test_a_number_in_another_column_is_cut_out_and_the_row_says_so(
    kind: str, field: str, written: Any, left: Any
) -> None:
    names = {
        "credit_code": "统一社会信用代码", "remark": "备注", "contact": "联络员", "name": "单位名称",
        "category": "单位类别",
        "phones": "联系电话", "joined": "加入时间", "content": f"{'服务' if kind == 'offerings' else '需求'}内容",
        "contact_phone": "联系电话", "capacity": "可提供次数", "beneficiary_count": "受益人数",
    }  # fmt: skip
    headings, values = LISTS[kind]
    row = dict(zip(headings, values, strict=True)) | {names[field]: written}
    data = build(a=SheetOf([list(row), list(row.values()), [values[0], *[""] * (len(row) - 1)]]))
    plan = plan_of(kind, data)
    assert record_of(plan, 2, field) == {field: left}
    assert (field, "identity_left_out") in doubted(plan, 2)
    assert "3599011978" not in str(plan.to_json())
    assert "3599011978" not in text_of(kept(data))
    assert plan_of(kind, kept(data)).to_json() == plan.to_json()


def test_the_file_that_is_kept_has_nothing_but_what_is_read() -> None:
    number = identity()
    everywhere: dict[str, str | bytes] = {
        "docProps/core.xml": f"<x>{number}</x>",
        "xl/comments1.xml": f"<x>{number}</x>",
        "customXml/item1.xml": f"<x>{number}</x>",
        "xl/pivotCache/pivotCacheRecords1.xml": f'<x v="{number}"/>',
        "xl/externalLinks/externalLink1.xml": f"<x>{number}</x>",
        "xl/media/image1.png": f"PNG{number}".encode(),
        f"xl/media/{number}.png": b"PNG",
        "xl/sharedStrings.xml": '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<si><r><t>证{number[:9]}</t></r><r><t>{number[9:]}号</t></r><rPh><t>{number}</t></rPh></si>"
        f"<si><t>{number}</t></si></sst>",
    }
    sheet = (
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>' + number + "</t></is></c>"
        f'<c r="C1" t="str"><f>CONCAT("{number}")</f><v>{number}</v></c><c r="D1"><v>{number[:17]}0</v></c></row>'
        f'</sheetData><dataValidations><formula1>"{number}"</formula1></dataValidations>'
        f"<headerFooter><oddFooter>{number}</oddFooter></headerFooter>"
    )
    data = package(sheet, **everywhere)
    assert number[:14] not in text_of(kept(data))
    assert cells(kept(data)) == {
        "A1": f"证{NUMBER_REMOVED}号",
        "B1": NUMBER_REMOVED,
        "C1": NUMBER_REMOVED,
        "D1": NUMBER_REMOVED,
    }
    assert {note.code for note in read_workbook(kept(data), "").notes} == {"external_links", "pictures"}


def test_hidden_sheets_names_of_sheets_and_of_the_file_are_looked_through() -> None:
    number = identity()
    hidden = SheetOf([["姓名", "身份证号"], ["于归", number]], hidden=True, hidden_rows=[2])
    data = build(
        **{"清单": SheetOf([["单位名称", "联系电话"], ["柳塘书店", ""]]), number: hidden, f"{number[:17]}x": hidden}
    )
    workbook = read_workbook(data, f"C:\\台账\\于归{number}.xlsx")
    assert workbook.filename == f"于归{NUMBER_REMOVED}.xlsx"
    assert len({sheet.name for sheet in workbook.sheets}) == 3
    assert "3599011978" not in text_of(write_workbook(workbook))
    assert cells(data, 1) == {"A1": "姓名", "B1": "身份证号", "A2": "于归"}


def test_the_reason_of_a_refusal_names_no_number() -> None:
    number = identity()
    data = build(**{number: SheetOf([["x" * 5000]] * 401)})
    with pytest.raises(WorkbookError) as refused:
        read_workbook(data, "表.xlsx")
    assert number not in str(refused.value)


def test_only_the_column_under_the_heading_is_emptied() -> None:
    """Another table below has something else in that column; a title and what a merged range lends stay."""
    rows: Rows = [
        ["柳塘单位表", None, None],
        ["单位名称", "身份证号", "联系电话"],
        ["柳塘书店", "见附件", "0794-8211111"],
        [None, "35990119780315", None],
        ["单位名称", "地址", "联系电话"],
        ["柳塘小学", "柳塘路8号", "0794-8222222"],
    ]
    found = cells(build(a=SheetOf(rows, merged=["A1:C1", "A3:A4"])))
    assert {place: found.get(place) for place in ("A1", "C1", "B2", "B3", "B4", "B5", "B6", "A3", "C3")} == {
        "A1": "柳塘单位表", "C1": "柳塘单位表", "B2": "身份证号", "B3": None, "B4": None, "B5": "地址",
        "B6": "柳塘路8号", "A3": "柳塘书店", "C3": "0794-8211111",
    }  # fmt: skip


def test_a_heading_in_two_rows_and_a_form_with_headings_at_the_left() -> None:
    two_rows: Rows = [
        ["单位名称", "身份证件", None, "联系电话"],
        [None, "类型", "号码", None],
        ["柳塘书店", "身份证", "35990119780315", "0794-8211111"],
    ]
    merged = ["A1:A2", "B1:C1", "D1:D2"]
    assert "35990119" not in str(cells(build(a=SheetOf(two_rows, merged=merged))))
    form: Rows = [["姓名", "于归", "身份证号", 35990119780315000], ["联系电话", "0794-8211111", "地址", "柳塘路3号"]]
    found = cells(build(a=SheetOf(form)))
    assert (found.get("D1"), found["C2"], found["D2"]) == (None, "地址", "柳塘路3号")


def test_papers_to_bring_along_are_no_heading() -> None:
    """身份证 in a row of data empties nothing below it."""
    rows = [
        ["单位名称", "资源名称", "服务内容", "所需条件"],
        ["派出所", "办证", "上门办理各类证件。", "身份证"],
        ["卫生站", "体检", "老年人体检。", "会议室一间"],
    ]
    plan = plan_of("offerings", build(a=SheetOf(rows)))
    assert [record_of(plan, row, "venue")["venue"] for row in (2, 3)] == ["身份证", "会议室一间"]


def test_numbers_of_other_things_stay() -> None:
    rows: Rows = [
        ["单位名称", "统一社会信用代码", "联系电话", "备注"],
        ["柳塘书店", "91310000MA1CRDE190", "13800000002", "热线12345，工单 20260302000123"],
        ["柳塘小学", "12330000MB0X555555", 13800000003, "2026-03-02至2026-12-31"],
        ["柳塘中学", "123501020383620000", "", "信用代码123501020383620000"],
    ]
    data = build(a=SheetOf(rows))
    assert [cells(data)[f"D{number}"] for number in (2, 3, 4)] == [row[3] for row in rows[1:]]
    assert cells(data)["B4"] == "123501020383620000"
    assert record_of(plan_of("units", data), 3, "credit_code", "phones") == {
        "credit_code": "12330000MB0X555555",
        "phones": ["13800000003"],
    }
