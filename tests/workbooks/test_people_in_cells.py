"""Who is named in a cell: one spelling of one person, titles and numbers told apart, never two persons from one."""

from typing import Any

import pytest

from partner_hub.workbooks.values.people import read_person
from partner_hub.workbooks.values.person_names import one_spelling
from tests.workbooks.books import SheetOf, build, concluded, doubted, plan_of, record_of


@pytest.mark.parametrize(
    ("written", "name"),
    [
        *((f"买买提{dot}阿不都热合曼", "买买提·阿不都热合曼") for dot in "·•・.．‧⋅∙･"),
        ("买买提 · 阿不都热合曼", "买买提·阿不都热合曼"),
        ("古丽·  买买提", "古丽·买买提"),
        ("古丽 ·\n买买提", "古丽·买买提"),
        ("● 王芷。", "王芷"),
        ("阿依古丽 艾力", "阿依古丽·艾力"),
        ("阿卜杜拉 买买提", "阿卜杜拉·买买提"),
        ("努尔兰\n哈布力", "努尔兰·哈布力"),
        ("扎西次仁", "扎西次仁"),
        ("林 䶮", "林䶮"),
        ("吴  喆", "吴喆"),
        ("王　芷", "王芷"),
        ("王\n芷", "王芷"),
        ("李 强 生", "李强生"),
        ("欧阳 静澜", "欧阳静澜"),
        ("欧阳娜 拉", "欧阳娜拉"),
        ("司马 兼", "司马兼"),
        ("周思兼", "周思兼"),
        ("诸葛 亮", "诸葛亮"),
        ("Mary Ann O’Neil", "Mary Ann O’Neil"),
        ("Tom  Lee", "Tom Lee"),
        ("Jean-Luc", "Jean-Luc"),
        ("Anna-Marie Li", "Anna-Marie Li"),
        ("佐々木", "佐々木"),
        ("郑𬭎", "郑𬭎"),
        ("王𱍐", "王𱍐"),
        ("赵\U000323b0", "赵\U000323b0"),
        ("某某", "某某"),
        ("王某某1", "王某某1"),
        ("张老师", "张老师"),
        ("王书记", "王书记"),
        ("欧阳主任", "欧阳主任"),
        ("何院长", "何院长"),
        ("李和平", "李和平"),
        ("1、王芷", "王芷"),
        ("1.王芷", "王芷"),
        ("—", ""),
        ("暂无", ""),
    ],
)
def test_one_person_has_one_spelling(written: str, name: str) -> None:
    person = read_person(written)
    assert (person.name, person.others, person.doubt, person.dropped) == (name, [], "", "")


@pytest.mark.parametrize(
    ("written", "name", "title"),
    [
        ("王芷（德育主任）", "王芷", "德育主任"),
        ("王芷 德育主任", "王芷", "德育主任"),
        ("王芷、德育主任", "王芷", "德育主任"),
        ("德育主任王芷", "王芷", "德育主任"),
        ("德育主任 王芷", "王芷", "德育主任"),
        ("林栋副院长", "林栋", "副院长"),
        ("副院长林栋", "林栋", "副院长"),
        ("书记：陈昭", "陈昭", "书记"),
        ("党支部书记、校长 陈昭", "陈昭", "党支部书记 校长"),
        ("陈昭 党支部书记、校长", "陈昭", "党支部书记 校长"),
        ("陈昭同志", "陈昭", "同志"),
        ("许霁女士", "许霁", "女士"),
        ("林栋 急诊二科护士长", "林栋", "急诊二科护士长"),
        ("联络员：王芷", "王芷", "联络员"),
        ("欧阳静澜副主任", "欧阳静澜", "副主任"),
        ("买买提·艾力主任", "买买提·艾力", "主任"),
        ("Tom Lee 经理", "Tom Lee", "经理"),
        ("Tom Lee-经理", "Tom Lee", "经理"),
        ("王芷（副书记、校长）", "王芷", "副书记、校长"),
        ("王芷（女）", "王芷", "女"),
        ("王芷（教务处）", "王芷", "教务处"),
        ("王芷（主任，兼）", "王芷", "主任，兼"),
    ],
)
def test_a_title_is_told_from_the_name(written: str, name: str, title: str) -> None:
    person = read_person(written)
    assert (person.name, person.dropped, person.others, person.doubt) == (name, title, [], "")


@pytest.mark.parametrize(
    ("written", "name", "numbers"),
    [
        ("王芷 13800000000", "王芷", ["13800000000"]),
        ("阿依古丽•艾力 13800138006", "阿依古丽·艾力", ["13800138006"]),
        ("王芷13800138000", "王芷", ["13800138000"]),
        ("王芷 0590-87654321-802", "王芷", ["0590-87654321转802"]),
        ("（王芷）13800138000", "王芷", ["13800138000"]),
        ("王芷（13800138000）", "王芷", ["13800138000"]),
        ("王芷〔13800138000〕", "王芷", ["13800138000"]),
        ("王芷【手机：13800138000】", "王芷", ["13800138000"]),
        ("王芷（德育主任，13800138000）", "王芷", ["13800138000"]),
        ("（王芷，13800138000）", "王芷", ["13800138000"]),
        ("Mary Ann O’Neil 13800138000", "Mary Ann O’Neil", ["13800138000"]),
        ("Jean-Luc Li 13800138000", "Jean-Luc Li", ["13800138000"]),
        ("王芷 手机：13800138000 办公：0590-87654321", "王芷", ["13800138000", "0590-87654321"]),
        ("党总支书记陈昭 13800138000", "陈昭", ["13800138000"]),
    ],
)
def test_a_number_is_told_from_the_name(written: str, name: str, numbers: list[str]) -> None:
    person = read_person(written)
    assert (person.name, person.phones.numbers, person.others) == (name, numbers, [])


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("王芳 李强", ["王芳", "李强"]),
        ("王芳、李强", ["王芳", "李强"]),
        ("王芳/李强", ["王芳", "李强"]),
        ("王芳\n李强", ["王芳", "李强"]),
        ("王芳和李强", ["王芳", "李强"]),
        ("王芳.李强", ["王芳", "李强"]),
        ("王芳。李强", ["王芳", "李强"]),
        ("王芷13800138001 林栋13900139002", ["王芷", "林栋"]),
        ("王芷（13800138001）林栋（13900139002）", ["王芷", "林栋"]),
        ("王芷（13800138001）、林栋（副主任，13900139002）", ["王芷", "林栋"]),
        ("（王芷、林栋）", ["王芷", "林栋"]),
        ("书记王芷、副书记林栋", ["王芷", "林栋"]),
        ("欧阳静澜 王芳", ["欧阳静澜", "王芳"]),
        ("买买提·艾力、王芳", ["买买提·艾力", "王芳"]),
    ],
)
def test_of_several_persons_the_first_is_kept_and_the_others_are_a_doubt(written: str, names: list[str]) -> None:
    person = read_person(written)
    assert ([person.name, *person.others], person.doubt) == (names, "several_people")


@pytest.mark.parametrize(
    "written",
    ["古丽 艾力", "扎西 次仁", "王 芳 李 强", "阿卜杜拉。买买提", "买买提（阿里木）", "王芷（李强）", "王芷（小王）"],
)
def test_where_it_cannot_be_told_the_words_stay_with_a_doubt(written: str) -> None:
    person = read_person(written)
    assert (person.name, person.others, person.doubt) == (written, [], "one_or_two_people")


@pytest.mark.parametrize("written", ["·阿里木", "阿里木•", "·阿里木 13800138000"])
def test_half_a_name_beside_its_dot_is_a_doubt(written: str) -> None:
    person = read_person(written)
    assert (person.name, person.others, person.doubt) == ("阿里木", [], "part_of_name_missing")


def test_a_title_without_a_name_is_no_loss() -> None:
    person = read_person("党委书记")
    assert (person.name, person.doubt) == ("党委书记", "only_a_title")


def test_further_contacts_of_a_unit_stand_in_its_remark() -> None:
    rows: list[list[Any]] = [
        ["单位名称", "单位类别", "党组织负责人", "联络员", "联系电话", "备注"],
        ["临川市柳塘幼儿园", "学校", "阿卜杜拉 买买提", "王芷、林栋", "0794-8211111", "常来"],
        ["临川市青溪区博物馆", "事业单位", "欧阳娜 拉", "许霁 0794-8211133", None, None],
        ["临川市青溪区图书馆", "事业单位", None, None, "0794-8211122（许霁） 0794-8211123（值班室）", None],
    ]
    plan = plan_of("units", build(表=SheetOf(rows)))
    assert record_of(plan, 2, "party_leader", "contact", "remark") == {
        "party_leader": "阿卜杜拉·买买提", "contact": "王芷", "remark": "常来；联络员另有：林栋",
    }  # fmt: skip
    assert concluded(plan, 2) == {("party_leader", "parts_of_one_name")}
    assert doubted(plan, 2) == {("contact", "several_people")}
    assert concluded(plan, 3) == {("party_leader", "blank_in_name"), ("contact", "phone_split_off")}
    assert [each.to_value for each in plan.rows[2].conclusions] == ["欧阳娜拉", "许霁"]
    assert record_of(plan, 4, "contact", "phones") == {"contact": "许霁", "phones": ["0794-8211122", "0794-8211123"]}


def test_further_numbers_of_an_offering_stand_in_its_remark() -> None:
    rows = [
        ["单位名称", "资源名称", "资源类别", "服务内容", "联系人", "联系电话"],
        ["临川市柳塘幼儿园", "场地", "场地", "周末开放操场", "王芷 13800138001", "0794-8211111转802"],
    ]
    plan = plan_of("offerings", build(表=SheetOf(rows)))
    assert record_of(plan, 2, "contact", "contact_phone", "remark") == {
        "contact": "王芷", "contact_phone": "13800138001", "remark": "联系电话另有：0794-8211111转802",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("买买提•艾力", "买买提·艾力"),
        ("阿依古丽 艾力", "阿依古丽·艾力"),
        ("林 䶮", "林䶮"),
        ("王芷 德育主任", "王芷 德育主任"),
        ("王芳 李强", "王芳 李强"),
        ("王芳.李强", "王芳.李强"),
        ("张三 转李四", "张三 转李四"),
        ("门卫 王师傅", "门卫 王师傅"),
        ("", ""),
    ],
)
def test_a_name_that_is_typed_into_a_form_keeps_every_word(typed: str, spelled: str) -> None:
    assert one_spelling(typed) == spelled
