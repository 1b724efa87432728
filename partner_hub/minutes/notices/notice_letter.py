"""The notice of a meeting as an official letter (会议通知), from the facts that were sent; always Chinese."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from flask_babel import force_locale

from partner_hub.core import clock
from partner_hub.core.template_filters import CHINESE_WEEKDAYS
from partner_hub.meetings.notice_changes import changes_between
from partner_hub.meetings.notice_facts import AgendaFact, MeetingFacts
from partner_hub.minutes.document import Annex, CleanTexts, Paragraph, chinese_date

ADDRESSEE = "各近邻合伙人单位："
CHINESE_NUMBERS = "一二三四五六七八九十"
UNIT_COLUMNS = ("序号", "单位名称")
SLIP_COLUMNS = ("单位名称", "参会人姓名", "职务", "联系电话", "是否参会", "备注")
# In per cent of the width; what people write by hand asks for room that no text tells.
COLUMN_SHARES = {
    UNIT_COLUMNS: (12, 88),
    UNIT_COLUMNS * 2: (9, 41, 9, 41),
    SLIP_COLUMNS: (24, 17, 14, 18, 14, 13),
}
REPLY_SLIP = Annex("参会回执", SLIP_COLUMNS, (("", "", "", "", "□参加 □请假", ""),) * 2)
MAX_UNITS_IN_ONE_COLUMN = 20
# No line ends within these words.
KEPT_WORDS = (*(f"第{number}季度" for number in "一二三四"), "的通知", "□参加", "□请假")
CLOSING_WORDS = (
    "请各单位于会前将参会回执交回社区，也可以登录系统或者通过本单位的专用链接答复；因故不能参会的，请在回执中注明原因。"
)


@dataclass(frozen=True)
class NoticeLetter(CleanTexts):
    """Everything that the letter prints. `dated` is the day of sending, never the clock's; `names` stay on one line."""

    issuer: str
    title: str
    dated: date
    body: tuple[Paragraph, ...]
    annexes: tuple[Annex, ...]
    names: tuple[str, ...] = ()
    addressee: str = ADDRESSEE

    @property
    def annex_titles(self) -> list[str]:
        return [f"{number}.{annex.title}" for number, annex in enumerate(self.annexes, start=1)]


def notice_letter_of(facts: MeetingFacts, *, dated: date, before: MeetingFacts | None = None) -> NoticeLetter:
    """`before` are the facts of the notice before, for a change list."""
    subject = f"关于调整{facts.title}安排的通知" if before else f"关于召开{facts.title}的通知"
    units = [_list_of_units(facts.units)] if facts.units else []
    return NoticeLetter(
        issuer=facts.issuer,
        title=subject,
        dated=dated,
        body=(*_opening_of(facts, before), *_arrangements_of(facts, has_list=bool(units))),
        annexes=(*units, REPLY_SLIP),
        names=(*KEPT_WORDS, facts.chair.partition(" ")[0]),
    )


def _list_of_units(names: Sequence[str]) -> Annex:
    """In two columns, one below the other, where there are many."""
    rows = [(str(number), name) for number, name in enumerate(names, start=1)]
    if len(rows) <= MAX_UNITS_IN_ONE_COLUMN:
        return Annex("参会单位名单", UNIT_COLUMNS, tuple(rows))
    half = (len(rows) + 1) // 2
    pairs = zip_longest(rows[:half], rows[half:], fillvalue=("", ""))
    return Annex("参会单位名单", UNIT_COLUMNS * 2, tuple((*left, *right) for left, right in pairs))


def _opening_of(facts: MeetingFacts, before: MeetingFacts | None) -> Iterator[Paragraph]:
    if before is None:
        day = chinese_date(clock.to_local(facts.start).date())
        yield Paragraph(f"经研究，定于{day}召开{facts.title}。现将有关事项通知如下：")
        return
    yield Paragraph(f"{facts.title}的安排有变更，请以本通知为准。变更事项：")
    with force_locale("zh_Hans_CN"):
        for number, change in enumerate(changes_between(before, facts), start=1):
            yield Paragraph(f"{number}.{change.sentence}")
    yield Paragraph("调整后的安排如下：")


def _arrangements_of(facts: MeetingFacts, *, has_list: bool) -> Iterator[Paragraph]:
    attendees = "各近邻合伙人单位负责人或者其委托的代表1名" + ("（名单见附件1）。" if has_list else "。")
    contact = f"联系电话：{facts.contact}。" if facts.contact else ""
    told = {
        "会议时间": _time_in_words(facts),
        "会议地点": facts.place,
        "会议主题": facts.theme,
        "会议主持": _title_before_name(facts.chair),
        "参会人员": attendees,
        "会议议程": "",
        "有关要求": CLOSING_WORDS + contact,
    }
    headings = [heading for heading, text in told.items() if text or (heading == "会议议程" and facts.agenda)]
    for number, heading in zip(CHINESE_NUMBERS, headings, strict=False):
        yield Paragraph(told[heading], f"{number}、{heading}" + ("：" if told[heading] else ""), level=1)
        if heading == "会议议程":
            yield from (Paragraph(f"{place}.{_item_in_words(item)}") for place, item in enumerate(facts.agenda, 1))


def _title_before_name(chair: str) -> str:
    name, _blank, title = chair.partition(" ")
    return title + name


def _time_in_words(facts: MeetingFacts) -> str:
    begin = clock.to_local(facts.start)
    length = f"，会期约{facts.minutes}分钟" if facts.minutes else ""
    return f"{chinese_date(begin.date())}（星期{CHINESE_WEEKDAYS[begin.weekday()]}）{begin:%H:%M}{length}。"


def _item_in_words(item: AgendaFact) -> str:
    more = "，".join(filter(None, (item.presenter, f"{item.minutes}分钟" if item.minutes else "")))
    return f"{item.title}（{more}）" if more else item.title
