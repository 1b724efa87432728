"""The passages of one agenda item that tell what was reported, discussed and decided."""

import re
from collections.abc import Callable, Iterable, Iterator

from partner_hub.minutes.drafting.desk import Desk, lines_behind, slot_of_item
from partner_hub.minutes.drafting.passages import Passage
from partner_hub.minutes.drafting.people import speakers_of
from partner_hub.minutes.drafting.record import DecisionRecord, DiscussionRecord, ItemRecord
from partner_hub.minutes.drafting.verdicts import last_minutes, verdict_sentence
from partner_hub.minutes.wording.forbidden_sections import VERDICT
from partner_hub.minutes.wording.scraps import is_scrap, only_consents
from partner_hub.minutes.wording.titles import bare_decision, bare_title, is_general_title
from partner_hub.vocabulary.meeting import ItemKind
from partner_hub.vocabulary.minutes import DraftLength, PassageKind, Placement

# Longer reports are told up to here in brief, by whole sentences.
MAX_BRIEF_SUMMARY = 240
MAX_ANNOUNCEMENT = 30

# 会议议定： stands before the list.
_OWN_OPENING = re.compile(
    "^(?:经研究，?|经讨论，?)?会议(?:研究)?(?:(?:一致)?(?:议定|决定|明确|要求)[：，]?|(?=(?:一致|原则)?(?:同意|通过|追认)))"
)
_APPROVES_SOMETHING = re.compile("(?:原则|一致)?(?:同意|通过|追认).{2,}")
_TOLD_BY_DECISIONS = frozenset({ItemKind.DECISIONS, ItemKind.UNIT_NEEDS})
_SENTENCES = re.compile(r"[^。！？]+[。！？]?[”’）]*")


def opening_passage(desk: Desk, item: ItemRecord) -> Passage | None:
    """Who reported what, and the recorder's summary. In brief one who merely spoke is only in the lead paragraph."""
    is_said_elsewhere = _opens_decisions(desk, item) or not opening_sentence(desk, item, by_name=True)
    if is_said_elsewhere and not item.summary.strip():
        return None

    def write(placement: Placement) -> Iterator[str]:
        brief = placement is Placement.BRIEF
        if brief and (not has_content(item) or _only_announces(item)):
            return
        yield from _opening_lines(desk, item, brief=brief)

    return desk.passage(slot_of_item(item, PassageKind.OPENING), write)


def discussions_passage(desk: Desk, item: ItemRecord) -> Passage | None:
    if not item.discussions:
        return None

    def write(placement: Placement) -> list[str]:
        if placement is Placement.FULL:
            return [_whole_discussion(desk, each) for each in item.discussions]
        pointer = desk.seen_at(slot_of_item(item, PassageKind.DISCUSSIONS)) if placement is Placement.ANNEX else ""
        return _lines_of_outcomes(desk, item, pointer)

    return desk.passage(slot_of_item(item, PassageKind.DISCUSSIONS), write)


def decisions_passage(desk: Desk, item: ItemRecord) -> Passage | None:
    verdict = verdict_sentence(desk, item, summary_as_told(desk, item))
    if not (item.decisions or verdict):
        return None
    entries = [_decision_sentence(desk, item, each) for each in _without_repeated_consents(item.decisions)]
    lines = [*lines_behind(_opening_of_decisions(desk, item), [each for each in entries if each]), verdict]
    return desk.passage(slot_of_item(item, PassageKind.DECISIONS), lambda _placement: lines)


def _opens_decisions(desk: Desk, item: ItemRecord) -> bool:
    """Decisions come straight behind who reported: one sentence tells both."""
    between = summary_as_told(desk, item) or item.follow_ups or item.matches or item.discussions
    return bool(item.decisions) and not between and item.kind not in {ItemKind.MINUTES_CONFIRMATION, ItemKind.SPEECH}


def _opening_of_decisions(desk: Desk, item: ItemRecord) -> str:
    if item.confirmation and item.confirmation.with_changes:
        return f"会议审议了{last_minutes(item)}，作如下修改后予以确认："
    by_name = desk.choices.length is DraftLength.FULL
    heard = opening_sentence(desk, item, by_name=by_name) if _opens_decisions(desk, item) else ""
    return f"{heard.rstrip('。')}，议定：" if heard else "会议议定："


def has_content(item: ItemRecord) -> bool:
    """More than somebody who spoke."""
    return bool(
        item.summary.strip() or item.follow_ups or item.matches or item.decisions or item.discussions or item.actions
    )


def summary_as_told(desk: Desk, item: ItemRecord) -> str:
    """What of the summary stands in the text: nothing where it is left out, or in brief only announces the rest."""
    placement = desk.placement(slot_of_item(item, PassageKind.OPENING))
    silent = placement is Placement.OMITTED or (placement is Placement.BRIEF and _only_announces(item))
    return "" if silent else item.summary.strip()


def _only_announces(item: ItemRecord) -> bool:
    """One sentence such as 会议讨论了三件事，均形成一致意见。 before what it speaks of."""
    is_one_sentence = len(_SENTENCES.findall(item.summary.strip())) == 1
    if not is_one_sentence or not item.summary.startswith("会议"):
        return False
    if item.kind is ItemKind.MATCHING:
        return bool(item.matches) and len(item.summary) <= MAX_ANNOUNCEMENT
    if item.kind is ItemKind.DISCUSSION:
        return bool(item.discussions)
    return item.kind in _TOLD_BY_DECISIONS and bool(item.decisions)


def opening_sentence(desk: Desk, item: ItemRecord, *, by_name: bool) -> str:
    """会议听取了…的汇报。, or nothing for kinds without such a sentence and for summaries that tell it themselves."""
    speakers = speakers_of(desk.record, item.presenter, by_name=by_name)
    names = tuple(filter(None, re.split("[、，,;； ]", item.presenter)))
    told = summary_as_told(desk, item).startswith(("会议", "会上", *names))
    return "" if told or not speakers or item.kind not in _OPENINGS else _OPENINGS[item.kind](speakers, desk, item)


_OPENINGS: dict[ItemKind, Callable[[str, Desk, ItemRecord], str]] = {
    ItemKind.STUDY: lambda who, _desk, _item: f"会议由{who}领学。",
    ItemKind.FOLLOW_UP: lambda who, _desk, _item: f"会议听取了{who}关于上季度议定事项办理情况的汇报。",
    ItemKind.MINUTES_CONFIRMATION: lambda who, _desk, _item: f"会议听取了{who}关于上次会议纪要的说明。",
    ItemKind.NEEDS_REPORT: lambda who, _desk, _item: f"会议听取了{who}关于需求征集情况的通报。",
    ItemKind.OFFERINGS: lambda who, _desk, _item: f"会议听取了{who}关于可提供资源的通报。",
    ItemKind.UNIT_NEEDS: lambda who, _desk, _item: f"会议听取了{who}关于单位需求的说明。",
    ItemKind.SPEECH: lambda who, _desk, _item: f"{who}在会上讲话。",
    ItemKind.OTHER: lambda who, desk, item: f"会议听取了{who}关于{subject_of(desk, item)}的汇报。",
}


def subject_of(desk: Desk, item: ItemRecord) -> str:
    """The title as the object of a verb: without one of its own, without 的汇报 behind it."""
    title = desk.words(bare_title(item.title))
    subject = re.sub(r"的?(?:汇报|通报)$", "", title)
    return re.sub(r"^(?:听取|审议|研究|讨论|汇报|通报|部署)(?=.{2})", "", subject) or title


def _opening_lines(desk: Desk, item: ItemRecord, *, brief: bool) -> Iterator[str]:
    told = [desk.sentence(line) for line in item.summary.splitlines() if line.strip()]
    told = [paragraph for paragraph in told if paragraph != VERDICT]
    sentence = "" if item.follow_ups and not told else opening_sentence(desk, item, by_name=not brief)
    told = _whole_sentences(told) if brief else told
    lines = _without_scraps([sentence, *told] if sentence else told)
    if len(lines) > 1 and lines[0] == sentence:
        lines[:2] = [lines[0] + lines[1]]
    yield from (f"{subject_of(desk, item)}：{line}" if is_scrap(line) else line for line in lines)


def _without_scraps(paragraphs: list[str]) -> list[str]:
    """A line that is no sentence (55户。) becomes the end of the one before."""
    joined: list[str] = []
    for paragraph in paragraphs:
        if joined and is_scrap(paragraph):
            joined[-1] = f"{joined[-1].rstrip('。！；')}，{paragraph}"
        else:
            joined.append(paragraph)
    return joined


def _whole_sentences(paragraphs: list[str]) -> list[str]:
    """Whole sentences from the start, the first one however long it is."""
    kept: list[str] = []
    length = 0
    for paragraph in paragraphs:
        sentences = _SENTENCES.findall(paragraph)
        fitting: list[str] = []
        for sentence in sentences:
            length += len(sentence)
            if length > MAX_BRIEF_SUMMARY and (kept or fitting):
                return [*kept, "".join(fitting)] if fitting else kept
            fitting.append(sentence)
        kept.append("".join(fitting))
    return kept


def _whole_discussion(desk: Desk, discussion: DiscussionRecord) -> str:
    topic = desk.words(bare_title(discussion.topic))
    said = "；".join(f"{who}提出，{desk.words(words)}" for who, words in discussion.positions if words.strip())
    outcome = _outcome_of(desk, discussion)
    parts = [said, f"会议明确：{outcome}" if outcome else ""]
    told = "。".join(part for part in parts if part)
    return f"关于{topic}，{told}。" if told else f"会议讨论了{topic}。"


def _outcome_of(desk: Desk, discussion: DiscussionRecord) -> str:
    """会议明确： stands before it."""
    return desk.words(_OWN_OPENING.sub("", discussion.outcome.strip(), count=1))


def _lines_of_outcomes(desk: Desk, item: ItemRecord, pointer: str) -> list[str]:
    """会议明确： with a numbered line for each point; points that stayed open are only named."""
    settled = [each for each in item.discussions if each.outcome.strip()]
    open_topics = "、".join(desk.words(bare_title(e.topic)) for e in item.discussions if not e.outcome.strip())
    lines = [f"{desk.words(bare_title(e.topic))}：{_outcome_of(desk, e)}。" for e in settled]
    if len(settled) == 1:
        topic = desk.words(bare_title(settled[0].topic))
        about = "" if topic == desk.words(bare_title(item.title)) else f"关于{topic}，"
        lines = [f"{about}会议明确：{_outcome_of(desk, settled[0])}{pointer}。"]
    elif settled:
        lines = lines_behind(f"会议明确{pointer}：", lines)
    also = f"会议{'还' if settled else ''}讨论了{open_topics}{'' if settled else pointer}。" if open_topics else ""
    return [*lines, also]


def _lacks_subject(text: str) -> bool:
    return is_scrap(text) and not _APPROVES_SOMETHING.match(text)


def _without_repeated_consents(decisions: Iterable[DecisionRecord]) -> Iterator[DecisionRecord]:
    """同意。 behind 会议原则同意。 says the same again."""
    consented = False
    for decision in decisions:
        consents = not decision.need and only_consents(decision.text)
        if not (consents and consented):
            yield decision
        consented = consented or consents


def _decision_sentence(desk: Desk, item: ItemRecord, decision: DecisionRecord) -> str:
    """What is none by itself (同意。) gets the need or the item as its subject."""
    text = desk.sentence(_OWN_OPENING.sub("", bare_decision(decision.text), count=1))
    if not decision.need and only_consents(text) and is_general_title(bare_title(item.title)):
        return "原则同意会议研究的各事项。"
    subject = desk.words(bare_title(decision.need)) or (subject_of(desk, item) if _lacks_subject(text) else "")
    return f"{subject}：{text}" if subject and text else text
