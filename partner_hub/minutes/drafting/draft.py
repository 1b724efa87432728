"""The draft of the minutes: official Chinese, generated from the record, so that a recorder changes words, not facts.

One section for each agenda item (一、二、…), its lines as plain text that partner_hub.minutes.body reads again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from partner_hub.core.quarters import quarter_in_chinese
from partner_hub.minutes.document import chinese_date
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.passages import Passage, compose_body
from partner_hub.minutes.drafting.record import ActionRecord, FollowUpRecord, ItemRecord, MatchRecord, MeetingRecord
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.meeting import FollowUpStatus, ItemKind, ItemState
from partner_hub.vocabulary.minutes import PassageKind

FOLLOW_UP_WORDS = {
    FollowUpStatus.DONE: "办结",
    FollowUpStatus.CONTINUED: "续办",
    FollowUpStatus.NOT_DONE: "未办",
    FollowUpStatus.DROPPED: "不再办理",
    FollowUpStatus.PENDING: "待通报",
}
VERDICT_SENTENCES = {
    ItemState.PASSED: "会议原则同意。",
    ItemState.PASSED_WITH_CHANGES: "会议原则同意，按会议意见修改完善后实施。",
    ItemState.TO_BE_CLARIFIED: "会议明确，此事项进一步核实后再议。",
    ItemState.POSTPONED: "会议决定，此事项延期审议。",
    ItemState.NOT_PASSED: "会议未予通过。",
    ItemState.HANDED_OVER: "会议决定，此事项移交有关部门办理。",
}
# Titles named in the lead paragraph; the others are counted.
MAX_TITLES_IN_LEAD = 3
SENTENCE_ENDS = "。！？；"


def generate_draft(record: MeetingRecord, choices: DraftChoices | None = None) -> str:
    """The whole body, one paragraph a line."""
    return compose_body(generate_passages(record, choices or DraftChoices()))


def generate_passages(record: MeetingRecord, choices: DraftChoices) -> tuple[Passage, ...]:
    """Everything that the record gives, in the order of the agenda."""
    return tuple(_passages_of_record(record, choices))


def _passages_of_record(record: MeetingRecord, _choices: DraftChoices) -> Iterator[Passage]:
    yield Passage("lead", PassageKind.LEAD, _lead_paragraph(record))
    for item in record.items:
        yield Passage(f"item-{item.id}", PassageKind.HEADING, item.title)
        text = "\n".join(_paragraphs_of_item(item))
        yield Passage(f"item-{item.id}/opening", PassageKind.OPENING, text, f"{item.kind}/opening")
    if record.deferred:
        entries = _number_entries(f"{need}：{_with_full_stop(reason)}" for need, reason in record.deferred)
        yield Passage("deferred", PassageKind.HEADING, "缓议和转办事项")
        yield Passage("deferred/list", PassageKind.DEFERRED, "\n".join(entries), "deferred")
    if record.next_meeting:
        yield Passage("next-meeting", PassageKind.HEADING, "下次会议")
        text = f"下次联席会议：{_with_full_stop(record.next_meeting)}"
        yield Passage("next-meeting/text", PassageKind.NEXT_MEETING, text, "next_meeting")


def chinese_time(value: datetime) -> str:
    return f"{value.hour}时{value.minute:02d}分" if value.minute else f"{value.hour}时"


def _lead_paragraph(record: MeetingRecord) -> str:
    chair = f"{record.chair.title}{record.chair.name}主持会议，" if record.chair.name else ""
    theme = f"会议以“{record.theme.strip('“”')}”为主题，" if record.theme else "会议"
    return (
        f"{chinese_date(record.started)}{chinese_time(record.started)}，{record.community}党委在{record.place}召开"
        f"{quarter_in_chinese(record.year, record.quarter)}党建联席会议。{chair}{len(record.present)}家共建单位出席。"
        f"{theme}研究了{_titles_in_lead(record.items)}。现将会议议定事项纪要如下："
    )


def _titles_in_lead(items: tuple[ItemRecord, ...]) -> str:
    named = "、".join(item.title for item in items[:MAX_TITLES_IN_LEAD])
    return f"{named}等{len(items)}项议题" if len(items) > MAX_TITLES_IN_LEAD else f"{named}议题"


def _paragraphs_of_item(item: ItemRecord) -> Iterator[str]:
    yield from _opening_paragraphs(item)
    yield from _number_entries(map(_follow_up_sentence, item.follow_ups))
    yield from _match_paragraphs(item.matches)
    for discussion in item.discussions:
        said = "；".join(f"{who}提出，{_without_full_stop(words)}" for who, words in discussion.positions)
        outcome = f"会议明确：{_with_full_stop(discussion.outcome)}" if discussion.outcome else ""
        yield f"关于{discussion.topic}。{said + '。' if said else ''}{outcome}"
    yield from _numbered_list(
        "会议议定：",
        [f"{d.need}：{_with_full_stop(d.text)}" if d.need else _with_full_stop(d.text) for d in item.decisions],
    )
    yield from _numbered_list("会议明确以下任务：", [_action_sentence(action) for action in item.actions])
    if not item.decisions and item.kind not in _KINDS_WITHOUT_VERDICT and item.state in VERDICT_SENTENCES:
        yield VERDICT_SENTENCES[item.state]


def _opening_paragraphs(item: ItemRecord) -> Iterator[str]:
    """Who reported what; the summary follows in the recorder's words, or stands alone when it begins with 会议."""
    if item.summary.startswith("会议"):
        yield from map(_with_full_stop, filter(None, item.summary.splitlines()))
        return
    sentence = _OPENINGS.get(item.kind, _without_opening)(item) if item.presenter else ""
    if item.kind is ItemKind.FOLLOW_UP and item.follow_ups:
        sentence += _follow_up_totals(item.follow_ups)
    summary = [line for line in item.summary.splitlines() if line.strip()]
    first = sentence + (_with_full_stop(summary[0]) if summary else "")
    yield from ([first] if first else [])
    yield from map(_with_full_stop, summary[1:])


def _without_opening(_item: ItemRecord) -> str:
    return ""


_OPENINGS: dict[ItemKind, Callable[[ItemRecord], str]] = {
    ItemKind.STUDY: lambda item: f"会议由{item.presenter}领学。",
    ItemKind.FOLLOW_UP: lambda item: f"会议听取了{item.presenter}关于上季度议定事项办理情况的汇报。",
    ItemKind.MINUTES_CONFIRMATION: lambda item: f"会议听取了{item.presenter}关于上次会议纪要的说明。",
    ItemKind.NEEDS_REPORT: lambda item: f"会议听取了{item.presenter}关于需求征集情况的通报。",
    ItemKind.OFFERINGS: lambda item: f"会上，{item.presenter}通报了可提供的资源。",
    ItemKind.UNIT_NEEDS: lambda item: f"会议听取了{item.presenter}关于单位需求的说明。",
    ItemKind.SPEECH: lambda item: f"{item.presenter}在会上讲话。",
    ItemKind.OTHER: lambda item: f"会议听取了{item.presenter}关于{item.title}的汇报。",
}
# Items that are heard, not voted on.
_KINDS_WITHOUT_VERDICT = frozenset(
    {ItemKind.STUDY, ItemKind.NEEDS_REPORT, ItemKind.OFFERINGS, ItemKind.SPEECH, ItemKind.FOLLOW_UP, ItemKind.DECISIONS}
)


def _follow_up_totals(follow_ups: tuple[FollowUpRecord, ...]) -> str:
    count = Counter(entry.status for entry in follow_ups)
    parts = "，".join(f"{FOLLOW_UP_WORDS[status]}{count[status]}项" for status in FOLLOW_UP_WORDS if count[status])
    return f"上季度议定事项共{len(follow_ups)}项，其中{parts}。"


def _follow_up_sentence(entry: FollowUpRecord) -> str:
    units = "、".join(filter(None, (entry.lead, entry.support)))
    due = f"时限调整为{chinese_date(entry.new_due)}。" if entry.new_due else ""
    words = _with_full_stop(entry.detail) + _with_full_stop(entry.consents)
    return f"{entry.title}（{units}）：{FOLLOW_UP_WORDS[entry.status]}。{words}{due}"


def _match_paragraphs(matches: tuple[MatchRecord, ...]) -> Iterator[str]:
    confirmed = [match for match in matches if match.state is MatchState.CONFIRMED]
    agreed = [match for match in confirmed if not match.ratified]
    ratified = [match for match in confirmed if match.ratified]
    put_off = [match for match in matches if match.state is MatchState.DEFERRED]
    yield from _numbered_list(
        f"会议逐项研究并确认供需对接{len(agreed)}项：", [_match_sentence(match) for match in agreed]
    )
    yield from _numbered_list(
        f"会议一并追认会前已确认的供需对接{len(ratified)}项：", [_match_sentence(match) for match in ratified]
    )
    yield from _numbered_list("会议决定暂缓以下对接：", [_match_sentence(match) for match in put_off])


def _match_sentence(match: MatchRecord) -> str:
    lead, *others = dict.fromkeys(unit for unit, _ in match.partners) or [""]
    units = f"由{lead}牵头，{'、'.join(others)}配合" if others else f"由{lead}承接"
    offerings = "、".join(_in_quotation_marks(name) for _, name in match.partners if name)
    given = f"，提供{offerings}" if offerings else ""
    return f"{'、'.join(match.needs)}：{units}{given}。{_with_full_stop(match.promise)}"


def _in_quotation_marks(name: str) -> str:
    """In quotation marks, unless it brings some of its own."""
    return name if "“" in name else f"“{name}”"


def _action_sentence(action: ActionRecord) -> str:
    parts = [f"责任单位：{action.responsible}"] if action.responsible else []
    parts += [f"配合单位：{'、'.join(action.supporting)}"] if action.supporting else []
    parts += [f"完成时限：{chinese_date(action.due)}"] if action.due else []
    parts += [f"预期成果：{_without_full_stop(action.expected)}"] if action.expected else []
    return f"{_with_full_stop(action.title)}{_with_full_stop('；'.join(parts))}"


def _numbered_list(opening: str, entries: list[str]) -> Iterator[str]:
    if entries:
        yield opening
        yield from _number_entries(entries)


def _number_entries(entries: Iterable[str]) -> Iterator[str]:
    return (f"{number}.{entry}" for number, entry in enumerate(entries, start=1))


def _with_full_stop(text: str) -> str:
    """The text as a sentence: with a full stop, unless it has an end already or is empty."""
    text = text.strip()
    return text if not text or text[-1] in SENTENCE_ENDS else f"{text}。"


def _without_full_stop(text: str) -> str:
    return text.strip().rstrip("。；")
