from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.support.page import Page, SignedIn
from tests.support.world import World

Rows = Sequence[Sequence[object]]
Upload = Callable[..., Page]

UNITS: Rows = [
    ["柳岸社区共建单位台账"],
    ["单位名称", "单位类别", "统一社会信用代码", "地址", "党组织负责人", "联络员", "联系电话", "加入时间", "备注"],
    ["江州市柳岸区人民法院", "党政机关", "", "柳岸路1号", "岳山", "季怀瑾", "0591-83000001", "2023年3月", ""],
    ["江州蓝鹊餐饮管理有限公司", "两新组织", "", "柳岸路2号", "", "方小满（经理）", 13800000002, "25.6.12", ""],
    [],
    ["江州市柳岸小学", "事业单位", "", "", "", "", "", "", ""],
    ["江州云杉律师事务所", "两新组织", "31350000MD00000000", "", "", "", "电话待补", "", ""],
    ["", "两新组织", "", "柳岸路9号", "", "无名氏", "", "", ""],
]
OFFERINGS: Rows = [
    ["单位名称", "资源名称", "资源类别", "服务对象", "服务内容", "有效期", "联系人"],
    [
        "江州市第二医院",
        "量血压",
        "健康义诊",
        "老年人",
        "每周三上午量血压。",
        "2026年12月",
        "罗𬭎 13800000003",
    ],
    ["同上", "陪诊", "健康义诊", "老年人", "陪独居老人看病。", "长期", ""],
    ["市二医院", "急救课", "健康义诊", "全体居民", "教心肺复苏。", "2026.8.31", ""],
    ["柳岸小卖部", "代收快递", "便民服务", "全体居民", "代收快递到晚上十点。", "长期", ""],
]
GRID = "一网格（柳岸新村）"
NEEDS: Rows = [
    ["需求名称", "需求内容", "需求类别", "服务对象", "受益人数", "来源", "提出时间", "网格", "完成时限", "紧急程度"],
    ["陪诊没人", "独居老人看病没人陪。", "为老服务", "老年人", "约２０人", "入户走访", "25.6.12", GRID, "9月前", ""],
    ["路灯不亮", "北门路灯坏了半个月。", "环境", "全体居民", "全体", "热线", "2025/6/13", GRID, "", "特急"],
]  # fmt: skip


def workbook(rows: Rows, title: str = "清单") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture
def upload(signed_in: SignedIn, world: World) -> Upload:
    """The preview of rows, or of a file as it is, uploaded by a clerk."""

    def send(kind: str, rows: Rows | bytes, *, filename: str = "清单.xlsx", status: int = 200) -> Page:
        data = rows if isinstance(rows, bytes) else workbook(rows)
        page = signed_in("staff").page(world.url("imports/"))
        return page.submit("Upload and look at it", {"kind": kind, "file": (data, filename)}, status=status)

    return send


def row_of(page: Page, number: int, sheet: str = "") -> str:
    """What the page says of one Excel row."""
    found = [row for row in page.rows() if row[0].split()[-1] == str(number) and sheet in row[0]]
    assert found, f"row {number} is not on {page.url}"
    return " | ".join(found[0])


def sums(page: Page) -> dict[str, int]:
    """The summary: what it says of how many rows."""
    links = [link.text for link in page.all("a") if "imports/" in link.get("href") and link.text[:1].isdecimal()]
    return {text.partition(" ")[2]: int(text.partition(" ")[0]) for text in links}
