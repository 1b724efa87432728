"""Credit codes as cells hold them: never one completed that Excel has cut."""

import pytest

from partner_hub.partners.credit_code import credit_code_check_character
from partner_hub.workbooks.xlsx.workbook import Value
from tests.workbooks.books import SheetOf, build, doubted, plan_of, record_of

VALID = "91359901MAPWE6426M"
# An economic collective of villagers.
COLLECTIVE = "N2350102MF0000001" + credit_code_check_character("N2350102MF0000001")


@pytest.mark.parametrize(
    ("cell", "code", "doubt"),
    [
        (VALID, VALID, ""),
        (VALID.lower(), VALID, ""),
        (COLLECTIVE, COLLECTIVE, ""),
        (1.2350102038362e17, "", "code_lost_figures"),
        (123501020383620000, "", "code_lost_figures"),
        ("1.23501E+17", "", "code_lost_figures"),
        ("9.13e17", "", "code_lost_figures"),
        ("123501020383620006", "123501020383620006", "wrong_credit_code"),
        (350100100012345, "350100100012345", "old_registration_number"),
        ("350100100012345", "350100100012345", "old_registration_number"),
        ("12345678-9", "123456789", "organisation_code"),
        ("", "", ""),
    ],
)
def test_a_code_is_read_or_refused(cell: Value, code: str, doubt: str) -> None:
    head = ["单位名称", "统一社会信用代码", "联络员", "联系电话"]
    plan = plan_of("units", build(单位=SheetOf([head, ["临澜市霞浦路小学", cell, "王芷", "13800138001"]])))
    assert record_of(plan, 2, "credit_code") == {"credit_code": code}
    assert doubted(plan, 2) == ({("credit_code", doubt)} if doubt else set())


def test_the_doubt_shows_no_figure_that_stands_nowhere_in_the_file() -> None:
    head = ["单位名称", "统一社会信用代码", "联络员"]
    plan = plan_of("units", build(单位=SheetOf([head, ["临澜市霞浦路小学", 1.2350102038362e17, "王芷"]])))
    assert [each.text for each in plan.row(2).doubts] == ["1.2350102038362E+17"]
    assert plan.row(2).words["credit_code"] == "1.2350102038362E+17"
