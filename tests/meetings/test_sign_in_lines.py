"""Lines of sign-in lists, as they are typed and as they are copied from sheets."""

import pytest

from partner_hub.meetings.sign_in_lines import is_heading, read_sign_in_line
from partner_hub.partners.unit_name_matching import Certainty, KnownName, Matcher

SCHOOL, HOSPITAL, BANK = "江州市柳岸小学", "江州市青溪区人民医院", "中国银行江州支行（营业部）"
NAMES = Matcher([KnownName(str(number), name) for number, name in enumerate((SCHOOL, HOSPITAL, BANK, "江州市图书馆"))])


def names_unit(words: str, certainties: frozenset[Certainty]) -> bool:
    return NAMES.resolve(words).certainty in certainties


@pytest.mark.parametrize(
    ("line", "unit", "names", "title", "remark", "left_out"),
    [
        ("江州市柳岸小学\t王 芷\t德育主任\t13800138001", SCHOOL, ["王芷"], "德育主任", "", ["13800138001"]),
        ("江州市青溪区人民医院\t林 栋\t副院长\t0590-87654321", HOSPITAL, ["林栋"], "副院长", "", ["0590-87654321"]),
        ("江州市柳岸小学：陈昭", SCHOOL, ["陈昭"], "", "", []),
        ("江州市柳岸小学（许霁）", SCHOOL, ["许霁"], "", "", []),
        ("1\t柳岸小学\t王芷\t主任\t13800138001\t已签", SCHOOL, ["王芷"], "主任", "", ["13800138001", "已签"]),
        ("（2）柳岸小学，陈昭，书记、校长（替高校长）", SCHOOL, ["陈昭"], "书记、校长", "替高校长", []),
        ("③ 柳岸小学 欧阳 静澜 8:55", SCHOOL, ["欧阳静澜"], "", "8:55", []),
        ("１．柳岸小学　　张老师　１３８００１３８００１", SCHOOL, ["张老师"], "", "", ["13800138001"]),
        ("王芷\t德育主任\t江州市柳岸小学\t13800138001", SCHOOL, ["王芷"], "德育主任", "", ["13800138001"]),
        ("江州市青溪区 人民医院 林栋 副院长", HOSPITAL, ["林栋"], "副院长", "", []),
        ("柳岸小学陈昭", SCHOOL, ["陈昭"], "", "", []),
        ("柳岸小学 德育主任王芷", SCHOOL, ["王芷"], "德育主任", "", []),
        ("柳岸小学 德育处 王芷 主任", SCHOOL, ["王芷"], "德育处 主任", "", []),
        ("柳岸小学 王芷（代）", SCHOOL, ["王芷"], "", "代", []),
        ("柳岸小学 王芷 代签", SCHOOL, ["王芷"], "", "代签", []),
        ("柳岸小学 王芷（德育主任）", SCHOOL, ["王芷"], "德育主任", "", []),
        ("柳岸小学|王芷|德育主任|√", SCHOOL, ["王芷"], "德育主任", "", ["√"]),
        ("人民医院-林栋-副院长", HOSPITAL, ["林栋"], "副院长", "", []),
        ("柳岸小学 王芷 主任 —— 迟到", SCHOOL, ["王芷"], "主任", "迟到", []),
        ("柳岸小学 王芷、林栋", SCHOOL, ["王芷", "林栋"], "", "", []),
        ("柳岸小学 王芷 林栋 主任", SCHOOL, ["王芷", "林栋"], "主任", "", []),
        ("柳岸小学 阿依古丽•艾力 教师", SCHOOL, ["阿依古丽·艾力"], "教师", "", []),
        ("柳岸小学 阿依古丽 艾力", SCHOOL, ["阿依古丽·艾力"], "", "", []),
        ("柳岸小学 Tom Lee 主任", SCHOOL, ["Tom Lee"], "主任", "", []),
        ("柳岸小学 禚芷 馆员", SCHOOL, ["禚芷"], "馆员", "", []),
        ("柳岸小学 江帆 期末考试", SCHOOL, ["江帆"], "期末考试", "", []),
        ("柳岸小学--王芷（德育主任，13800138001）", SCHOOL, ["王芷"], "德育主任", "", ["13800138001"]),
        ("柳岸小学（王芷 德育主任 13800138001）", SCHOOL, ["王芷"], "德育主任", "", ["13800138001"]),
        ("柳岸小学（王芷，13800138001）", SCHOOL, ["王芷"], "", "", ["13800138001"]),
        ("柳岸小学 许霁、13800138004", SCHOOL, ["许霁"], "", "", ["13800138004"]),
        ("柳岸小学 王芷、林栋、许霁、13800138004", SCHOOL, ["王芷", "林栋", "许霁"], "", "", ["13800138004"]),
        ("柳岸小学 许霁/院长", SCHOOL, ["许霁"], "院长", "", []),
        ("柳岸小学 许霁、副院长、13800138004", SCHOOL, ["许霁"], "副院长", "", ["13800138004"]),
        ("柳岸小学 Mary Ann O’Neil 医生", SCHOOL, ["Mary Ann O’Neil"], "医生", "", []),
        ("柳岸小学 Jean-Luc Li 医生", SCHOOL, ["Jean-Luc Li"], "医生", "", []),
        ("柳岸小学 王芷 13800138004 2026/11/30 14:55", SCHOOL, ["王芷"], "", "2026/11/30 14:55", ["13800138004"]),
        ("柳岸小学 王芷 主任 2026-11-30 14:55:01", SCHOOL, ["王芷"], "主任", "2026-11-30 14:55:01", []),
        ("柳岸小学 王芷 11月30日 下午2:55", SCHOOL, ["王芷"], "", "11月30日 下午2:55", []),
        ("柳岸小学 王芷 微信wx123456", SCHOOL, ["王芷"], "", "", ["微信wx123456"]),
        ("柳岸小学--Tom Lee（经理，13800138001）", SCHOOL, ["Tom Lee"], "经理", "", ["13800138001"]),
        ("柳岸小学 王芷 2026/11/30 下午 2:55", SCHOOL, ["王芷"], "", "2026/11/30 下午 2:55", []),
        ("柳岸小学 王芷 VX:abc123 wz@mail.example", SCHOOL, ["王芷"], "", "", ["VX:abc123", "wz@mail.example"]),
        ("柳岸小学 王芷 0590-87654321（转）12", SCHOOL, ["王芷"], "", "", ["0590-87654321转12"]),
        ("柳岸小学 王芷（微信：wx_123456）", SCHOOL, ["王芷"], "", "", ["微信：wx_123456"]),
        ("柳岸小学", SCHOOL, [], "", "", []),
        ("月球基地 王一", "", ["王一"], "", "", []),
    ],
)
def test_a_line_is_told_apart(
    line: str, unit: str, names: list[str], title: str, remark: str, left_out: list[str]
) -> None:
    found = read_sign_in_line(line, names_unit)
    best = NAMES.resolve(found.unit).best
    assert best is None if not unit else best is not None and best.name == unit
    assert (found.names, found.title, found.remark, found.left_out) == (names, title, remark, left_out)


def test_the_head_of_a_copied_sheet_is_no_line() -> None:
    assert is_heading("序号\t单位\t姓 名\t职务\t联系电话\t签名")
    assert not is_heading("柳岸小学 王芷")
