"""Invented minutes of realistic length: 棠梨社区, a place that is not on any map."""

from datetime import date
from pathlib import Path
from typing import Any

from partner_hub.minutes.body import parse_body
from partner_hub.minutes.document import Annex, AttendanceList, Attendee, DocumentNumber, MinutesDocument

TEXT = Path(__file__).parents[1] / "minutes" / "text"
BODY = (TEXT / "body.txt").read_text(encoding="utf-8")
PRESENT = tuple(Attendee(*line.split("\t")) for line in (TEXT / "present.txt").read_text(encoding="utf-8").splitlines())
ATTENDANCE = (
    AttendanceList("出席", PRESENT),
    AttendanceList("请假", (Attendee("市气象局党支部", "梁頔", note="汛期值班"),)),
    AttendanceList("列席", (Attendee("柳荫街道党工委", "邵晔", "组织委员"), Attendee("区民政局", "钱𬭎"))),
    AttendanceList("记录", (Attendee("棠梨社区党委", "宋喆"),)),
)


def annex(rows: int = 12, title: str = "第二季度需求与资源对接事项清单") -> Annex:
    row = (
        "梨园里小区独居老人助餐送餐",
        "市第五人民医院柳荫院区党支部",
        "每周三上午送餐上门，全年不少于48次",
        "2026年12月31日",
    )
    return Annex(
        title,
        ("序号", "需求事项", "牵头单位", "承诺内容", "完成时限"),
        tuple((str(number), *row) for number in range(1, rows + 1)),
    )


def minutes(**changes: Any) -> MinutesDocument:
    """Four pages; say what shall be different. A body may be given as text."""
    if isinstance(changes.get("body"), str):
        changes["body"] = parse_body(changes["body"])
    usual: dict[str, Any] = {
        "mark": "棠梨社区党建联席会议纪要",
        "number": DocumentNumber(2026, 2),
        "issuer": "中共澄江市云栖区柳荫街道棠梨社区委员会",
        "dated": date(2026, 6, 25),
        "printed_on": date(2026, 6, 26),
        "printed_by": "棠梨社区党委办公室",
        "title": "棠梨社区2026年第二季度党建联席会议纪要",
        "author": "中共澄江市云栖区柳荫街道棠梨社区委员会",
        "description": "棠梨社区第二季度党建联席会议议定事项",
        "body": parse_body(BODY),
        "attendance": ATTENDANCE,
        "copies_to": ("柳荫街道党工委党建工作办公室", "区委社会工作部", "联席会议各成员单位党组织", "各网格党支部"),
        "names": ("马犇",),
    }
    return MinutesDocument(**usual | changes)


LINES_FOR_PAGES = {2: 6, 3: 12, 4: 20, 6: 39, 10: 70}


def minutes_of_pages(pages: int) -> MinutesDocument:
    """Minutes that come out at 1, 2, 3, 4, 6 or 10 pages: the body is cut or repeated."""
    lines = BODY.splitlines()
    if pages == 1:
        few = (AttendanceList("出席", PRESENT[:2]), *ATTENDANCE[1:3])
        return minutes(body=lines[3], attendance=few, copies_to=("各网格党支部",))
    return minutes(body="\n".join((lines * pages)[: LINES_FOR_PAGES[pages]]))
