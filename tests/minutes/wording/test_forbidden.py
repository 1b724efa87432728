"""What a clerk strikes out is found by name, and nothing is found in what stands."""

import time

import pytest

from partner_hub.minutes.wording.forbidden import FORBIDDEN_NAMES, forbidden_in
from partner_hub.minutes.wording.item_numbers import number_entries

STRUCK_OUT = [
    ("doubled words", "出席：桂枝里社区社区党委书记严婉舟。"),
    ("doubled words", "由海榕燃气有限公司公司承接。"),
    ("doubled words", "柳浦街道社区卫生服务中心中心主任戚若兰到会。"),
    ("doubled words", "助餐点由由学校承接。"),
    ("doubled words", "会议听取了关于停车的的汇报。"),
    ("doubled words", "2025年第第三季度工作。"),
    ("doubled words", "会议研究了研究助餐点选址。"),
    ("doubled words", "会议听取了关于关于停车难的汇报。"),
    ("straight quotation marks", '开展"一老一小"服务。'),
    ("straight quotation marks", "由'绿洲'配合。"),
    ("half-width marks", "由学校负责,医院配合。"),
    ("half-width marks", "由学校(一小)负责。"),
    ("half-width marks", "由学校负责."),
    ("doubled stops", "由学校负责。。"),
    ("doubled stops", "由学校负责；。"),
    ("doubled stops", "由学校、，医院负责。"),
    ("doubled stops", "按“谁主管谁负责。”。"),
    ("dots for an ellipsis", "每周一次...由学校负责。"),
    ("empty brackets", "由学校（）负责。"),
    ("empty brackets", "会议以“”为主题。"),
    ("mark at a wrong place", "，由学校负责。"),
    ("mark at a wrong place", "会议明确：，由学校负责。"),
    ("mark at a wrong place", "由学校（一小，）负责。"),
    ("pause between quotation marks", "提供“甲”、“乙”。"),
    ("half-width range", "占比10%~15%。"),
    ("half-width range", "时间14:30--16:00。"),
    ("quotation marks within their like", "提供““四点半”延时班”。"),
    ("mark without its partner", "提供“四点半延时班。"),
    ("mark without its partner", "由学校（一小负责。"),
    ("blank between Chinese", "由学校 负责。"),
    ("wide figures", "２０２５年。"),
    ("radicals and private characters", "方案由⼈民医院落实。"),
    ("years in wrong brackets", "国发（2026）3号文件。"),
    ("date in figures", "会议于2025-07-10召开。"),
    ("date in figures", "会议于2025.7.10召开。"),
    ("leading zero", "会议于2025年07月10日召开。"),
    ("relative date", "由学校下周一评估。"),
    ("relative date", "会议议定，下季度再议。"),
    ("relative date", "明天下午由学校办理。"),
    ("relative date", "由学校于7月20日前答复。"),
    ("relative date", "由学校于8月底前答复。"),
    ("relative date", "各单位六月底前认领一件。"),
    ("figures joined by a point", "3.4网格、5.6号楼先行试点。"),
    ("figures joined by a point", "1.18对当场确认。"),
    ("gap where a fact is wanted", "停车难：由承接。"),
    ("gap where a fact is wanted", "开餐。责任单位：；完成时限：2025年8月1日。"),
    ("gap where a fact is wanted", "会议研究了。"),
    ("placeholder", "由None承接。"),
    ("placeholder", "由×××承接。"),
    ("placeholder", "由学校&nbsp;承接。"),
    ("internal number", "需求N001由学校承接。"),
    ("title in an old wrapping", "会议听取了关于助餐点选址的议题的汇报。"),
    ("title in an old wrapping", "二、议题二：审议护学岗方案"),
    ("subject said twice", "1.会议议定，由学校负责。"),
    ("emoji", "由学校负责👍。"),
    ("words of conversation", "哈哈，由学校负责。"),
    ("words of conversation", "瘫床依伯换管子由医院承接。"),
    ("words of conversation", "唉，停车难由物业承接。"),
    ("words of conversation", "由物业牵头吧。"),
    ("words of conversation", "停车难怎么办由物业承接。"),
    ("words of conversation", "1.楼上空调水滴在我雨棚上：由法庭调解。"),
    ("entry without a stop", "1.由学校负责"),
    ("number twice", "一、一、助餐点选址"),
    ("number twice", "一、议题二：护学岗方案"),
    ("number twice", "1.（一）由学校负责。"),
    ("number twice", "二、3.停车难"),
    ("lone scrap", "燃气安检由燃气公司承接。55户。"),
    ("lone scrap", "1.同意。"),
    ("lone scrap", "由学校承接。按计划。"),
    ("reason of leave", "请假：海榕市气象局温晴（汛期值班）。"),
    ("verdict without its subject", "一、助餐点选址\n会议听取了汇报。\n会议原则同意。"),
    ("verdict without its subject", "一、助餐点选址\n会议原则同意。由学校负责。会议原则同意。"),
    ("empty section", "一、助餐点选址\n二、护学岗\n会议同意护学岗方案。"),
    ("empty list", "一、助餐点选址\n会议议定：\n二、护学岗\n会议同意护学岗方案。"),
    ("paragraph twice", "1.由学校于每周一开设四点半课堂。\n2.由学校于每周一开设四点半课堂。"),
    ("number out of turn", "1.由学校负责。\n3.由医院负责。"),
]

STANDING = """2025年7月10日15时08分，桂枝里社区党委在社区党群服务中心四楼召开2025年第三季度党建联席会议。\
社区党委书记严婉舟主持会议，36家共建单位出席。会议以“一老一小一车棚，近邻合伙办实事”为主题，听取了上季度议定事项办理情况的汇报，研究确认了供需对接18项。\
现将会议议定事项纪要如下：
一、上季度议定事项办理情况
会议听取了柯敏夏关于上季度议定事项办理情况的汇报。上季度议定事项共6项，其中办结3项，续办2项，未办1项。
1.长者食堂软烂低盐窗口：办结。2025年5月20日开设，每天供应26份左右。
2.状元巷护学岗：续办。早班稳定，下午班尚缺2名志愿者。
二、供需对接
会议逐项研究并确认供需对接2项：
1.居民上门护理：由海榕市第四医院承接，提供“家庭病床”，于2025年7月14日评估，家属在场。
2.课后托管：由海榕师范学院牵头，海榕市桂枝小学配合，提供“师范生作业辅导队”“‘四点半’延时班接转”。
三、重点事项
会议明确，3、4网格先行试点，每周3～4次，时间14:30—16:00，费用2000元/月，采购A4纸10,000张。
会议原则同意充电棚建设方案，由业主委员会作为业主单位实施，一周内报社区备案。
（一）停车
会议议定，按照《关于停车管理的意见》（桂社〔2025〕3号）办理，2025年7月15日至8月31日为试行期。
四、下次会议
沈璟主持会议，40家成员单位代表参加会议。
下次联席会议拟于2025年10月中旬召开，主题暂定为“平安过冬、秋学期”。
附件：1.供需对接清单
出席：桂枝里社区党委书记严婉舟、一网格网格长陈招弟，海榕市第四医院党办主任兰雪梅。
请假：海榕市气象局温晴。
记录：桂枝里社区党建专干游思齐。"""


@pytest.mark.parametrize(("name", "text"), STRUCK_OUT)
def test_what_a_clerk_strikes_out_is_found(name: str, text: str) -> None:
    assert name in {finding.name for finding in forbidden_in(text)}


def test_nothing_is_found_in_minutes_as_they_should_be() -> None:
    assert forbidden_in(STANDING) == []


def test_every_rule_is_tried() -> None:
    assert {name for name, _text in STRUCK_OUT} == set(FORBIDDEN_NAMES)


def test_the_excerpt_shows_the_place() -> None:
    (finding,) = forbidden_in("会议议定，助餐点由由学校承接。")
    assert finding.excerpt == "会议议定，助餐点由由学校承接。"


def test_names_keep_their_own_words() -> None:
    assert (
        forbidden_in(
            "由图书馆承接，提供“怎么办”热线和《唉，这也是病》讲座，依姆鱼丸店、网吧、三网格网格员配合，我区推广。"
        )
        == []
    )


def test_a_figure_at_an_entrys_start_is_no_decimal_place() -> None:
    assert number_entries(["18对当场确认。", "同意。"]) == ["（1）18对当场确认。", "（2）同意。"]
    assert number_entries(["当场确认。", "同意。"]) == ["1.当场确认。", "2.同意。"]


@pytest.mark.parametrize("unit", ["社区", "“", "7月1日", "1户，", "~"])
def test_a_long_text_takes_no_time(unit: str) -> None:
    started = time.process_time()
    forbidden_in(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 5
