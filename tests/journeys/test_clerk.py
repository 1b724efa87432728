"""A clerk brings in the community's three workbooks as they are, and once more by mistake."""

from tests.journeys.conftest import DESK, PHONE_WITHOUT, Travel, ways
from tests.journeys.traveller import Traveller
from tests.support.world import World
from tests.workbooks.books import SheetOf, build

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNITS = build(
    单位台账=SheetOf(
        [
            ["柳岸社区近邻合伙人台账（2026年）"],
            ["单位名称", "简称", "单位类别", "信用代码", "联络员", "电话", "加入时间"],
            ["江州市第二医院", "市二院", "事业单位", None, "罗𬭎", "0793-8220011", "2022.10"],
            ["江州慧文书店", "慧文书店", "两新组织", "91360103MA35X0000X", "安  然", 13905910077, "2023年3月"],
            ["江州市消防救援支队柳岸站", "柳岸消防站", "党政机关", None, "石磊", "１３９０５９１００８８", "2024/5/6"],
            [None, None, None, None, None, None, None],
            [None, None, "社会组织", None, "无名", None, None],
            ["填表说明：请勿改动表头。"],
        ],
        merged=["A1:G1"],
    )
)
OFFERINGS = build(
    资源=SheetOf(
        [
            ["单位", "资源名称", "类别", "服务内容", "服务对象", "有效期"],
            ["市二院", "慢病义诊", "医疗健康", "内科医生每月坐诊一次", "老年人", "长期"],
            ["同上", "急救课", "医疗健康", "心肺复苏一小时", "全体居民", "2027年12月31日"],
            ["慧文书店", "周末读书角", "文化文艺", "每周六上午讲绘本", "儿童", "长期"],
            ["柳岸消防站", "灭火器演示", "平安消防", "现场演示灭火器", "全体居民", "长期"],
            ["巷口早餐店", "环卫工早餐", "便民服务", "每天十份免费早餐", "新就业群体", "长期"],
        ]
    )
)
NEEDS = build(
    需求=SheetOf(
        [
            ["网格", "需求名称", "需求内容", "类别", "受益人数", "紧急程度", "提出时间"],
            ["一网格（柳岸新村）", "陪诊没人", "独居老人去医院没有人陪", "医疗健康", "12人", "紧急", "2026/10/9"],
            ["同上", "楼道堆物", "三栋楼道堆满纸箱", "平安消防", "46户", None, "2026年10月12日"],
            ["同上", "暑托不够", "双职工家庭孩子无人照看", "托幼青少年", "约30人", "一般", "10月"],
        ]
    )
)


@ways(DESK, PHONE_WITHOUT)
def test_three_workbooks_come_in_and_nothing_of_them_twice(travel: Travel, world: World) -> None:
    clerk = travel("clerk", world, "staff")
    clerk.open(world.url())

    bring_in(clerk, "Units", UNITS)
    assert "江州慧文书店" in clerk.text
    bring_in(clerk, "Offerings", OFFERINGS, unknown="巷口早餐店")
    assert "环卫工早餐" in clerk.text
    bring_in(clerk, "Needs", NEEDS)
    assert "楼道堆物" in clerk.text

    for kind, book in (("Units", UNITS), ("Offerings", OFFERINGS), ("Needs", NEEDS)):
        upload(clerk, kind, book)
        assert clerk.reads("Nothing in this file is new. There is nothing to bring in.")
    clerk.picture("nothing-new")

    clerk.menu("Offerings")
    clerk.fill("Search", "义诊")
    clerk.press("Search")
    assert "慢病义诊" in clerk.text
    assert "灭火器演示" not in clerk.text


def bring_in(clerk: Traveller, kind: str, book: bytes, unknown: str = "") -> None:
    """Through the preview to the report. What is proposed is taken; a unit that nobody knows is asked about."""
    upload(clerk, kind, book)
    if unknown:
        clerk.press("Bring it in")
        assert clerk.reads("Which unit is “%(words)s”?", words=unknown)
        clerk.click(clerk.field("Register as a new unit: %(name)s", name=unknown))
    clerk.picture(f"preview-{kind.lower()}")
    clerk.press("Bring it in")
    assert clerk.reads("Everything has been brought in.")
    clerk.picture(f"report-{kind.lower()}")


def upload(clerk: Traveller, kind: str, book: bytes) -> None:
    clerk.menu("Bring in spreadsheets")
    clerk.tick(kind)
    clerk.attach("Excel workbook (.xlsx)", f"{kind}.xlsx", book, EXCEL)
    clerk.press("Upload and look at it")
