"""One spelling of telephone numbers, however clerks, forms and Excel write them."""

import pytest

from partner_hub.workbooks.values.phones import read_phones, usual_area_code
from partner_hub.workbooks.values.single_phone import normal_phone_number, normal_phone_numbers
from partner_hub.workbooks.xlsx.workbook import Value
from tests.workbooks.books import SheetOf, build, concluded, doubted, plan_of, record_of

LINE, MOBILE = "0590-87654321", "13812345678"


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        # extensions
        ("0590-8765432-801", ["0590-8765432转801"]),
        ("0590-8765432-1", ["0590-8765432转1"]),
        ("0590—8765432—801", ["0590-8765432转801"]),
        ("8269458转8012", ["0590-8269458转8012"]),
        ("5123456-801", ["0590-5123456转801"]),
        ("87654321-802", [f"{LINE}转802"]),
        ("8765 4321-802", [f"{LINE}转802"]),
        ("0590-87654321转8", [f"{LINE}转8"]),
        ("0590-8765 4321 转 8", [f"{LINE}转8"]),
        ("0590-87654321-802", [f"{LINE}转802"]),
        ("0590-87654321 分机号：801", [f"{LINE}转801"]),
        ("0590-87654321分机801", [f"{LINE}转801"]),
        ("0590-87654321转分机801", [f"{LINE}转801"]),
        ("0590-87654321 ext. 8012", [f"{LINE}转8012"]),
        ("0590-87654321EXT8012", [f"{LINE}转8012"]),
        ("0590-87654321x801", [f"{LINE}转801"]),
        ("0590-87654321#801", [f"{LINE}转801"]),
        ("0590-87654321（转802）", [f"{LINE}转802"]),
        ("0590-87654321，转802", [f"{LINE}转802"]),
        ("0590-87654321、转 802", [f"{LINE}转802"]),
        ("0590-87654321\n转802", [f"{LINE}转802"]),
        ("87654321（转）12", [f"{LINE}转12"]),
        ("87654321转（12）", [f"{LINE}转12"]),
        ("0590-87654321（分机）802", [f"{LINE}转802"]),
        ("（0590）87654321*12", [f"{LINE}转12"]),
        ("总机0590—87654321转802", [f"{LINE}转802"]),
        ("（0590）87654321-801", [f"{LINE}转801"]),
        ("0590－８７６５４３２１－８０１", [f"{LINE}转801"]),
        ("87654321转801、802", [f"{LINE}转801", f"{LINE}转802"]),
        ("400-123-4567转2", ["400-123-4567转2"]),
        ("13812345678转12", [f"{MOBILE}转12"]),
        # country and area codes
        ("0086 13812345678", [MOBILE]),
        ("0086-138-1234-5678", [MOBILE]),
        ("+86-138-1234-5678", [MOBILE]),
        ("(86)13812345678", [MOBILE]),
        ("（+86）13812345678", [MOBILE]),
        ("8613812345678", [MOBILE]),
        ("(138)12345678", [MOBILE]),
        ("013812345678", [MOBILE]),
        ("+86 590 87654321", [LINE]),
        ("+86 0590 87654321", [LINE]),
        ("0590/87654321", [LINE]),
        ("0590_87654321", [LINE]),
        ("0590 - 8765 - 4321", [LINE]),
        ("[0590]87654321", [LINE]),
        ("0590 876 5432", ["0590-8765432"]),
        # short numbers
        ("400-123-4567", ["400-123-4567"]),
        ("4001234567", ["400-123-4567"]),
        ("800 810 1234", ["800-810-1234"]),
        ("４００－１２３－４５６７", ["400-123-4567"]),
        ("95588", ["95588"]),
        ("968890", ["968890"]),
        ("12345", ["12345"]),
        (110, ["110"]),
        ("10086", ["10086"]),
        ("0590-12345", ["0590-12345"]),
        # several numbers
        ("13812345678/0590-87654321", [MOBILE, LINE]),
        ("13812345678、13912345678", [MOBILE, "13912345678"]),
        ("13812345678 13912345678", [MOBILE, "13912345678"]),
        ("13812345678-13912345678", [MOBILE, "13912345678"]),
        ("138 1234 5678\n139 1234 5678", [MOBILE, "13912345678"]),
        ("1381234567813912345678", [MOBILE, "13912345678"]),
        ("1.13812345678\n2.13912345678", [MOBILE, "13912345678"]),
        ("13812345678；0590-87654321；12345", [MOBILE, LINE, "12345"]),
        ("0591-87654321、87654322", ["0591-87654321", "0591-87654322"]),
        ("0590-87654321-0590-87654322", [LINE, "0590-87654322"]),
        ("13812345678或13912345678", [MOBILE, "13912345678"]),
        ("手机:13812345678 办公:0590-87654321", [MOBILE, LINE]),
        ("固话：87654321 手机：13812345678", [LINE, MOBILE]),
        ("办公室电话0590-87654321，传真0590-87654322", [LINE, "0590-87654322"]),
        ("138-1234-5678（微信同号）", [MOBILE]),
        ("Tel:0590-87654321", [LINE]),
        # what Excel makes of them
        ("13812345678.0", [MOBILE]),
        ("1.3812345678E+10", [MOBILE]),
        (59087654321, [LINE]),
        (59087654321.0, [LINE]),
        # no number
        ("无", []),
        ("暂无", []),
        ("-", []),
        ("/", []),
        ("无电话", []),
        ("电话：无", []),
    ],
)
def test_a_number_has_one_spelling(written: Value, numbers: list[str]) -> None:
    found = read_phones(written, "0590")
    assert (found.numbers, found.odd, found.doubts, found.words) == (numbers, [], [], "")


@pytest.mark.parametrize("lost", ["1.38E+10", "1.38123e10", 1.38e10, 13812300000])
def test_a_number_that_lost_its_last_figures_is_left_out_with_a_doubt(lost: Value) -> None:
    found = read_phones(lost, "0590")
    assert (found.numbers, [reason for _, reason in found.doubts]) == ([], ["digits_lost"])


@pytest.mark.parametrize(("written", "number"), [("138OO138OOO", "13800138000"), ("O590-8765432l", LINE)])
def test_letters_for_figures_are_read_with_a_doubt(written: str, number: str) -> None:
    found = read_phones(written)
    assert (found.numbers, found.doubts) == ([number], [(written, "letters_in_phone")])


@pytest.mark.parametrize(
    ("written", "numbers", "words"),
    [
        ("王芷13800138001 林栋13900139002", ["13800138001", "13900139002"], "王芷 林栋"),
        ("王家明 手机13812345678", [MOBILE], "王家明"),
        ("王芷手机13812345678", [MOBILE], "王芷"),
        ("13812345678（阿依古丽·艾力）", [MOBILE], "阿依古丽·艾力"),
        ("（王芷）13812345678", [MOBILE], "王芷"),
        ("王芷（13812345678）", [MOBILE], "王芷"),
    ],
)
def test_names_beside_numbers_are_told_apart(written: str, numbers: list[str], words: str) -> None:
    found = read_phones(written)
    assert (found.numbers, found.words) == (numbers, words)


@pytest.mark.parametrize(
    ("written", "numbers", "odd"),
    [
        ("0590-87654321(802)", [LINE, "802"], ["802"]),
        ("05908765432801", ["05908765432801"], ["05908765432801"]),
        ("+85223456789", ["+85223456789"], ["+85223456789"]),
        ("13812345678 9", [MOBILE, "9"], ["9"]),
    ],
)
def test_figures_that_no_rule_knows_are_kept_with_a_doubt(written: str, numbers: list[str], odd: list[str]) -> None:
    found = read_phones(written)
    assert (found.numbers, found.odd) == (numbers, odd)


def test_zeros_that_excel_had_dropped_do_not_vote_for_the_area_code() -> None:
    assert usual_area_code([5711234567, 57187654321, 57123456789, "0590-8765432"]) == "0590"
    assert usual_area_code([57187654321, "59087654321"]) == ""


def test_an_extension_does_not_make_a_local_number_vote() -> None:
    assert usual_area_code(["5123456-801", "5123456-802", "0590-87654321-802"]) == "0590"


@pytest.mark.parametrize("typed", ["门卫", "0590-87654321 王芷", "138OO138OOO", "12", "0590-87654321(802)"])
def test_a_form_takes_a_number_and_nothing_else(typed: str) -> None:
    assert normal_phone_number(typed, "0590") == ""


def test_a_form_tells_one_number_from_several() -> None:
    both = "87654321-802、138 1234 5678"
    assert normal_phone_numbers(both, "0590") == [f"{LINE}转802", MOBILE]
    assert normal_phone_number(both, "0590") == ""


def test_a_list_of_units_keeps_every_number_and_extension() -> None:
    rows = [
        ["单位名称", "单位类别", "联络员", "联系电话"],
        ["临川市柳塘幼儿园", "学校", "王芷", "0794-8211111"],
        ["临川市青溪区图书馆", "事业单位", "林栋", "8211122-802"],
        ["临川市青溪区法院", "党政机关", "陈昭", "1.38E+10"],
        ["临川市青溪区博物馆", "事业单位", "许霁", "详见通讯录"],
    ]
    plan = plan_of("units", build(表=SheetOf(rows)))
    assert record_of(plan, 3, "phones") == {"phones": ["0794-8211122转802"]}
    assert concluded(plan, 3) == {("phones", "area_code_added")}
    assert (record_of(plan, 4, "phones"), doubted(plan, 4)) == ({"phones": []}, {("phones", "digits_lost")})
    assert (record_of(plan, 5, "contact"), doubted(plan, 5)) == ({"contact": "许霁"}, {("phones", "no_phone_number")})
