"""What was put off or handed on, and the next meeting."""

import re
from collections.abc import Iterator

from partner_hub.minutes.drafting.desk import DEFERRED_SLOT, NEXT_MEETING_SLOT, Desk
from partner_hub.minutes.drafting.passages import Passage
from partner_hub.minutes.wording.item_numbers import number_entries
from partner_hub.minutes.wording.titles import bare_title
from partner_hub.vocabulary.minutes import PassageKind, Placement

HANDED_ON = re.compile(
    r"转(?:[报交请由办给送]|[^，。]{1,8}(?:办|部门|单位|街道|中心|局))|移交|带回|反映|上报|权限|(?:街道|部门|局|委)办理"
)
PUT_OFF = re.compile(r"缓议|再议|(?:下季度|下一季度|下次)(?!报告|反馈|通报|答复)|待|等|另报|暂")
_TIME = re.compile(
    r"[^，；。]*?(?:[0-9一二三四五六七八九十]+[月日号]|[上中下]旬|季度|周[一二三四五六日末]|月[初底末])[^，；。]*"
)
_THEME = re.compile(r"(?:主题)?(?:初步|暂|拟)?(?:定为|定|是|为|：|:)?(?=“)")


def deferred_passages(desk: Desk) -> Iterator[Passage]:
    if not desk.record.deferred:
        return
    yield Passage("deferred", PassageKind.HEADING, "缓议和转办事项")
    yield desk.passage(DEFERRED_SLOT, lambda placement: _deferred_lines(desk, placement))


def next_meeting_passages(desk: Desk, *, heading: bool) -> Iterator[Passage]:
    if not desk.record.next_meeting.strip():
        return
    if heading:
        yield Passage("next-meeting", PassageKind.HEADING, "下次会议")
    sentence = next_meeting_sentence(desk)
    yield desk.passage(NEXT_MEETING_SLOT, lambda _placement: [sentence])


def next_meeting_sentence(desk: Desk) -> str:
    """下次联席会议拟于2025年10月中旬召开，主题暂定为“…”。 of 10月中旬，主题暂定“…”."""
    words = re.sub(r"^(?:下次|下一次)(?:党建)?(?:联席)?(?:会议?)?[：，]?", "", desk.words(desk.record.next_meeting))
    if re.search("召开|举行|召集", words):
        return f"下次联席会议{words}。"
    time, _comma, rest = words.partition("，")
    rest = re.sub(r"^主题[：:]?(?:初步)?(暂定|拟定|定|为|是)*[为是：:]?(?=“)", _theme_words, rest)
    if _TIME.fullmatch(time):
        return f"下次联席会议拟于{re.sub('^拟?[于在]', '', time)}召开{f'，{rest}' if rest else ''}。"
    return f"下次联席会议安排：{words}。"


def _theme_words(found: re.Match[str]) -> str:
    return "主题暂定为" if "暂" in found[0] else "主题拟定为" if "拟" in found[0] else "主题为"


def _deferred_lines(desk: Desk, placement: Placement) -> list[str]:
    entries = [
        (desk.words(bare_title(need)), desk.words(reason), kind_of_deferral(reason))
        for need, reason in desk.record.deferred
    ]
    if placement is Placement.ANNEX:
        return [f"会议对{len(entries)}项需求作出缓议或转办决定{desk.seen_at(DEFERRED_SLOT)}。"]
    if placement is Placement.FULL:
        told = ((need, _with_kind(kind, reason)) for need, reason, kind in entries)
        return number_entries(f"{'：'.join(filter(None, words))}。" for words in told)
    sentences = "".join(_sentence_of_kind(kind, opening, entries) for kind, opening in _OPENINGS.items())
    return [f"会议决定{sentences}"]


_OPENINGS = {"缓议": "缓议", "转办": "转有关方面办理或反映", "另行办理": "另行办理"}


def _with_kind(kind: str, reason: str) -> str:
    """转河长办 says itself that it is handed on."""
    return reason if kind[0] in reason else "，".join(filter(None, (kind, reason)))


def _sentence_of_kind(kind: str, opening: str, entries: list[tuple[str, str, str]]) -> str:
    mine = [(need, reason) for need, reason, own_kind in entries if own_kind == kind]
    told = "；".join(f"{need}（{reason}）" if need and reason else need or reason for need, reason in mine)
    return f"{opening}{len(mine)}项：{told}。" if mine else ""


def kind_of_deferral(reason: str) -> str:
    """转办 where it goes to others, 缓议 where it waits or nothing is said."""
    if HANDED_ON.search(reason):
        return "转办"
    return "缓议" if not reason or PUT_OFF.search(reason) else "另行办理"
