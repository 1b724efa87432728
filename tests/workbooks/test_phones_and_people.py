"""Telephone numbers and the persons that share a cell with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_hub.workbooks.values.people import read_person
from partner_hub.workbooks.values.phones import read_phones, usual_area_code
from partner_hub.workbooks.xlsx.workbook import Value

# Those with more zeros look rounded in a number cell.
MOBILES = st.from_regex(r"1[3-9][0-9]{8}[1-9]", fullmatch=True)
LAND_LINES = st.tuples(
    st.sampled_from(["010", "021", "0591", "0794"]), st.from_regex(r"[2-9][0-9]{6,7}", fullmatch=True)
)


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("0794-85390326", ["0794-85390326"]),
        ("（0794）82694583", ["0794-82694583"]),
        ("(0794) 8269458", ["0794-8269458"]),
        ("0794 8539 0326", ["0794-85390326"]),
        ("0794－85390326", ["0794-85390326"]),
        ("179 9918 3369", ["17999183369"]),
        ("179-9656-7169", ["17996567169"]),
        ("１７９４３２１８８０３", ["17943218803"]),
        (19428745278, ["19428745278"]),
        (13800001111.0, ["13800001111"]),
        ("+86 13812345678", ["13812345678"]),
        ("手机：13812345678", ["13812345678"]),
        ("0794-20600328/15419695695", ["0794-20600328", "15419695695"]),
        ("13812345678 13912345678", ["13812345678", "13912345678"]),
        ("13812345678或13912345678", ["13812345678", "13912345678"]),
        ("13812345678\n13812345678", ["13812345678"]),
        ("400-123-4567", ["400-123-4567"]),
        ("12345", ["12345"]),
        ("—", []),
        (None, []),
    ],
)
def test_a_number_is_normalised(written: Value, numbers: list[str]) -> None:
    found = read_phones(written)
    assert (found.numbers, found.conclusions, found.odd) == (numbers, [], [])


@pytest.mark.parametrize(
    ("written", "numbers", "reason"),
    [
        ("35364042", ["0794-35364042"], "area_code_added"),
        (79431668974, ["0794-31668974"], "leading_zero_restored"),
        (1062345678, ["010-62345678"], "leading_zero_restored"),
        ("16988110736（史建业）", ["16988110736"], "name_dropped"),
    ],
)
def test_what_is_read_into_or_out_of_a_number_is_said(written: Value, numbers: list[str], reason: str) -> None:
    found = read_phones(written, "0794")
    assert (found.numbers, found.conclusions) == (numbers, [reason])


@pytest.mark.parametrize("written", ["1381234567", "021-12345678", "35364042"])
def test_an_odd_number_is_kept_with_a_doubt(written: str) -> None:
    found = read_phones(written)
    assert (found.numbers, found.odd) == ([written], [written])


def test_words_instead_of_a_number_are_a_doubt() -> None:
    assert read_phones("不详").odd == ["不详"]


def test_the_usual_area_code_is_the_one_most_numbers_have() -> None:
    assert usual_area_code(["0794-8211111", "0794-8211112", "010-62345678", 13812345678, None]) == "0794"
    assert usual_area_code([13812345678]) == ""


@given(
    st.lists(st.one_of(MOBILES, LAND_LINES.map("-".join)), min_size=1, max_size=3, unique=True),
    st.sampled_from(["/", "、", "，", "\n", "；"]),
)
def test_numbers_survive_every_separator(numbers: list[str], separator: str) -> None:
    assert read_phones(separator.join(numbers)).numbers == numbers


@given(MOBILES)
def test_a_mobile_number_survives_every_way_of_writing_it(number: str) -> None:
    wide = number.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"})
    ways: list[Value] = [
        int(number),
        float(number),
        wide,
        f"{number[:3]} {number[3:7]} {number[7:]}",
        f"{number[:3]}-{number[3:7]}-{number[7:]}",
        f" {number}\u3000",
    ]
    assert {tuple(read_phones(way, "0794").numbers) for way in ways} == {(number,)}


@given(LAND_LINES)
def test_a_land_line_survives_the_loss_of_its_zero(line: tuple[str, str]) -> None:
    area, number = line
    assert read_phones(int(area + number)).numbers == [f"{area}-{number}"]


@given(st.one_of(st.text(max_size=40), st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_no_cell_breaks_the_readers(written: str | float) -> None:
    found = read_phones(written, "0794")
    assert all(found.numbers)
    assert "\n" not in read_person(written).name


@pytest.mark.parametrize(
    ("written", "name", "numbers"),
    [
        ("魏晓棠 0794-86838870", "魏晓棠", ["0794-86838870"]),
        ("温晴\n0794-87673373", "温晴", ["0794-87673373"]),
        ("兰雪梅0794-82694583", "兰雪梅", ["0794-82694583"]),
        ("戴明登：16497905283", "戴明登", ["16497905283"]),
        ("张三/13812345678", "张三", ["13812345678"]),
        ("13812345678（张三）", "张三", ["13812345678"]),
        ("张三（主任）13812345678", "张三", ["13812345678"]),
        ("吴  喆", "吴喆", []),
        ("欧阳 静澜", "欧阳静澜", []),
        ("陈堃（书记）", "陈堃", []),
        ("陈堃 书记", "陈堃", []),
        ("书记：陈堃", "陈堃", []),
        ("王书记", "王书记", []),
        ("欧阳主任", "欧阳主任", []),
        ("买买提·艾力", "买买提·艾力", []),
        ("郑𬭎", "郑𬭎", []),
        ("Tom Lee", "Tom Lee", []),
        ("—", "", []),
    ],
)
def test_a_person_is_told_from_role_and_number(written: str, name: str, numbers: list[str]) -> None:
    person = read_person(written)
    assert (person.name, person.phones.numbers) == (name, numbers)
