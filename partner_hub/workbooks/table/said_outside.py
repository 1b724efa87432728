"""What a table's sheet says of all its rows: by its name, or in a line above the head (单位名称：柳塘书店)."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from partner_hub.workbooks.values import text
from partner_hub.workbooks.xlsx.workbook import Row, Sheet

# Numbers in front of a name, counts in brackets behind it.
ORDINAL: Final = re.compile(r"^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．：:]\s*)")
COUNT: Final = re.compile(r"[（(]\s*右?\d+\s*[家个户条项]?\s*[）)]$")
# What is left of 第三网格需求清单 without it is the grid.
NAME_OF_LIST: Final = re.compile(
    r"(?:居民|群众|民生)?(?:需求|诉求|资源|供给|服务|项目|心愿|问题|留言)*(?:清单|台账|明细|登记|一览|申报|汇总|统计)?表?$"
)
USUAL_NAMES: Final = re.compile(
    r"(?:sheet|工作表|表|page)\s*[\d一二三四五六七八九十]*|(?:\d{4}年?)?第?[一二三四1-4]季度?|\d{2,4}[年.-]?\d{0,2}月?"
    r"|.*(?:总表|名册|名单|花名册|说明|示例|模板|导出|数据|结果|清单|台账).*|(?:近邻)?合伙人|.{0,2}共建单位",
    re.IGNORECASE,
)
KINDS: Final = (
    "党政|机关|事业|国有|民营|私营|国企|央企|民企|非公|两新|社会组织|社会团体|社区组织|群团|企业|学校|院校|高校|中小学|幼儿园|"
    "教育|医院|医疗|卫生|银行|金融|商户|商家|商铺|商圈|个体|协会|公益|物业|部队|驻军|律所|律师事务所|养老|文化|科研"
)
KIND_OF_UNIT: Final = re.compile(
    rf"(?:辖区|驻区|区域|其他|民办|公办|小微)?(?:{KINDS})(?:[、和及与/]?(?:{KINDS}))*(?:类|单位|机构|组织|系统|行业|团体|部门)*"
)
GRID: Final = re.compile(
    r".*(?:网格|片区|小区|社区小组|居民小组|楼院|新村|花园|家园|公寓|[苑坊庭里弄巷])(?:[（(].*[）)])?"
    r"|网格[\d一二三四五六七八九十]+"
)
# The unit's own words over its table. 填报单位 is mostly the community itself.
UNIT_LINE: Final = re.compile(
    r"(?:共建|成员|提供|资源|服务|申报|提出|需求|供给)?单位(?:名称|全称)?(?:[（(][^）)]*[）)])?\s*[：:]\s*(.+)"
)
STAMP: Final = re.compile(r"\s*(?:[（(]\s*(?:盖章|公章|签章|盖公章)?\s*[）)]|盖章|公章)\s*[：:]?\s*$")
MAX_UNIT_NAME: Final = 60


def said_outside_table(sheet: Sheet, header_row: int, kind: str, columns: Collection[str]) -> dict[str, str]:
    """By field. Of a table with its own column of units nothing but the kind or the grid is said outside."""
    return {
        field: said
        for field, reader in READERS[kind].items()
        if (said := reader(sheet, header_row)) and not (field in UNIT_FIELDS and UNIT_FIELDS & set(columns))
    }


def _kind_of_unit(sheet: Sheet, _header_row: int) -> str:
    name = _bare_name(sheet.name)
    return name if KIND_OF_UNIT.fullmatch(name) else ""


def _grid_of_sheet(sheet: Sheet, _header_row: int) -> str:
    name = _bare_name(sheet.name)
    return name if GRID.fullmatch(name) and not USUAL_NAMES.fullmatch(name) else ""


def _providing_unit(sheet: Sheet, header_row: int) -> str:
    """An offering has an owner: where no column tells, the line above the table or the sheet's name does."""
    name = _bare_name(sheet.name)
    is_name = len(name) > 2 and not USUAL_NAMES.fullmatch(name) and not KIND_OF_UNIT.fullmatch(name)  # noqa: PLR2004
    return _unit_in_lines(sheet, header_row) or (name if is_name and not GRID.fullmatch(name) else "")


def _asking_unit(sheet: Sheet, header_row: int) -> str:
    return _unit_in_lines(sheet, header_row)


def _unit_in_lines(sheet: Sheet, header_row: int) -> str:
    for line in _lines_above(sheet, header_row):
        if (match := UNIT_LINE.fullmatch(line)) and len(match[1]) <= MAX_UNIT_NAME:
            return STAMP.sub("", match[1]).strip()
    return ""


def _lines_above(sheet: Sheet, header_row: int) -> Iterator[str]:
    for row in sheet.rows:
        if row.number >= header_row:
            return
        yield from _texts_of_row(row)


def _texts_of_row(row: Row) -> Iterator[str]:
    for column, cell in row.cells.items():
        if not cell.empty and cell.anchor in (None, (row.number, column)):
            yield text.one_line(text.words_of_value(cell.value))


def _bare_name(name: str) -> str:
    return NAME_OF_LIST.sub("", COUNT.sub("", ORDINAL.sub("", text.usual_spaces(name))).strip())


UNIT_FIELDS: Final = frozenset(("unit_name", "source_unit_name", "credit_code"))
READERS: Final[Mapping[str, Mapping[str, Callable[[Sheet, int], str]]]] = {
    "units": {"category": _kind_of_unit},
    "offerings": {"unit_name": _providing_unit},
    "needs": {"grid": _grid_of_sheet, "source_unit_name": _asking_unit},
}
