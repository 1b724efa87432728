"""What became of the last quarter's promises: a paragraph in brief, a numbered list in full."""

import re
from collections import Counter

from partner_hub.minutes.document import chinese_date
from partner_hub.minutes.drafting.desk import Desk, slot_of_item
from partner_hub.minutes.drafting.item_passages import opening_sentence, summary_as_told
from partner_hub.minutes.drafting.passages import Passage
from partner_hub.minutes.drafting.record import FollowUpRecord, ItemRecord
from partner_hub.minutes.wording.item_numbers import number_entries
from partner_hub.minutes.wording.titles import bare_title
from partner_hub.vocabulary.meeting import FollowUpStatus
from partner_hub.vocabulary.minutes import PassageKind, Placement

FOLLOW_UP_WORDS = {
    FollowUpStatus.DONE: "办结",
    FollowUpStatus.CONTINUED: "续办",
    FollowUpStatus.NOT_DONE: "未办",
    FollowUpStatus.DROPPED: "不再办理",
    FollowUpStatus.PENDING: "待通报",
}
# The summary tells the figures itself.
_LAST_MONTH = 12
_DAY = re.compile(r"(?<![\d年月每—～~至到\-])(1[0-2]|[1-9])月(?=(?:3[01]|[12]\d|[1-9])[日号])")
MOST_DONE_BY_NAME = 5
_FIGURES = re.compile(
    r"(?:办结|完成)[^。]{0,4}[0-9一二两三四五六七八九十]+[项件]|[0-9一二两三四五六七八九十]+[项件][^。]{0,4}办结"
)
_NEW_DATE_IN_WORDS = re.compile(r"(?:时限)?(?:顺延|延期|延长|延后|推迟|延|改期|调整)(?:到|至|为)(.+)")


def follow_ups_passage(desk: Desk, item: ItemRecord) -> Passage | None:
    if not item.follow_ups:
        return None

    def write(placement: Placement) -> list[str]:
        pointer = desk.seen_at(slot_of_item(item, PassageKind.FOLLOW_UPS)) if placement is Placement.ANNEX else ""
        begin = _opening_of_follow_ups(desk, item, pointer, by_name=placement is Placement.FULL)
        if placement is Placement.FULL:
            return _sentences_behind(begin, [_whole_sentence(desk, entry) for entry in item.follow_ups])
        if pointer:
            return [begin]
        alike = bool(begin) and len({each.status for each in item.follow_ups}) == 1
        told = _in_one_paragraph(desk, item.follow_ups, names_status=not alike)
        return [(f"{begin.rstrip('。')}：" if alike else begin) + told]

    return desk.passage(slot_of_item(item, PassageKind.FOLLOW_UPS), write)


def _sentences_behind(begin: str, sentences: list[str]) -> list[str]:
    """A single one needs no list."""
    return [begin + sentences[0]] if len(sentences) == 1 else [begin, *number_entries(sentences)]


def detail_of(desk: Desk, entry: FollowUpRecord) -> str:
    """What was reported, what units say, and the new date, once."""
    clauses = desk.words(_with_years_of_past(desk, entry)).split("，")
    kept = [each for each in clauses if each and not (entry.new_due and _tells_date(each, entry))]
    due = f"完成时限调整为{chinese_date(entry.new_due)}" if entry.new_due else ""
    return "，".join(filter(None, ("，".join(kept), desk.words(entry.consents), due)))


def _with_years_of_past(desk: Desk, entry: FollowUpRecord) -> str:
    """5月31日 of what is done was the last one before the meeting; the meeting's own month needs no such help."""

    def dated(match: re.Match[str]) -> str:
        month = int(match[1])
        return match[0] if month == desk.day.month else f"{desk.day.year - (month > desk.day.month)}年{match[0]}"

    return _DAY.sub(dated, entry.detail, count=1) if entry.status is FollowUpStatus.DONE else entry.detail


def _tells_date(clause: str, entry: FollowUpRecord) -> bool:
    found = _NEW_DATE_IN_WORDS.fullmatch(clause)
    if found is None or entry.new_due is None or "。" in clause:
        return False
    is_end_of_year = "年底" in found[1] and entry.new_due.month == _LAST_MONTH
    return is_end_of_year or f"{entry.new_due.month}月" in found[1]


def _opening_of_follow_ups(desk: Desk, item: ItemRecord, pointer: str, *, by_name: bool) -> str:
    """Without a summary the reporter is named here, so that one paragraph holds everything."""
    summary = summary_as_told(desk, item)
    if _FIGURES.search(summary):
        return f"办理情况{pointer.strip('（）')}。" if pointer else ""
    reporter = "" if summary else opening_sentence(desk, item, by_name=by_name)
    totals = _count_by_status(item.follow_ups)
    if reporter:
        told = reporter.replace("上季度议定事项", f"上季度{len(item.follow_ups)}项议定事项")
        return f"{told.rstrip('。')}：{totals}{pointer}。"
    return f"上季度议定事项{len(item.follow_ups)}项，{totals}{pointer}。"


def _count_by_status(follow_ups: tuple[FollowUpRecord, ...]) -> str:
    count = Counter(entry.status for entry in follow_ups)
    found = [status for status in FOLLOW_UP_WORDS if count[status]]
    if len(found) == 1:
        all_of_them = "均" if len(follow_ups) > 1 else ""
        return f"{all_of_them}{'已' if found[0] is FollowUpStatus.DONE else ''}{FOLLOW_UP_WORDS[found[0]]}"
    return "，".join(f"{FOLLOW_UP_WORDS[status]}{count[status]}项" for status in found)


def _in_one_paragraph(desk: Desk, follow_ups: tuple[FollowUpRecord, ...], *, names_status: bool) -> str:
    """Those done by their names or, where they are many, by their number; the others with what keeps them."""
    done = [desk.words(bare_title(each.title)) for each in follow_ups if each.status is FollowUpStatus.DONE]
    open_ones = [each for each in follow_ups if each.status is not FollowUpStatus.DONE]
    told = [_short_clause(desk, each, FOLLOW_UP_WORDS[each.status] if names_status else "") for each in open_ones]
    if open_ones and len(done) > MOST_DONE_BY_NAME:
        return "；".join([*told, f"其余{len(done)}项已办结"]) + "。"
    named = [f"{'、'.join(done)}{'已办结' if names_status else ''}"] if done else []
    return "；".join([*named, *told]) + "。"


def _short_clause(desk: Desk, entry: FollowUpRecord, status: str) -> str:
    detail = detail_of(desk, entry)
    head = desk.words(bare_title(entry.title)) + status
    return f"{head}（{detail}）" if detail else head


def _whole_sentence(desk: Desk, entry: FollowUpRecord) -> str:
    lead, support = desk.words(entry.lead), desk.words(entry.support)
    units = (
        f"由{lead}牵头，{support}配合" if lead and support else f"由{lead or support}承办" if lead or support else ""
    )
    told = "，".join(filter(None, (units, FOLLOW_UP_WORDS[entry.status], detail_of(desk, entry))))
    return f"{desk.words(bare_title(entry.title))}：{told}。"
