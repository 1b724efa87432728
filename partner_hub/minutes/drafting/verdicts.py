"""The verdict on an item as a sentence with its subject, where nothing else in the item says it."""

import re

from partner_hub.minutes.drafting.desk import Desk
from partner_hub.minutes.drafting.record import ItemRecord
from partner_hub.minutes.wording.titles import bare_title, is_general_title
from partner_hub.vocabulary.meeting import ItemKind, ItemState

# Items that are heard, not voted on.
_KINDS_WITHOUT_VERDICT = frozenset(
    {ItemKind.STUDY, ItemKind.NEEDS_REPORT, ItemKind.OFFERINGS, ItemKind.SPEECH, ItemKind.FOLLOW_UP, ItemKind.DECISIONS}
)
_APPROVALS = frozenset({ItemState.PASSED, ItemState.PASSED_WITH_CHANGES})
# What can be approved as it is; of anything else one approves what was proposed about it.
_PAPERS = re.compile(
    r"(?:方案|办法|计划|规划|报告|制度|章程|公约|预算|决算|清单|名单|安排|建议|意见|细则|协议|规则|规定|倡议书?|》)$"
)
_SAID_OTHERWISE = {
    ItemState.TO_BE_CLARIFIED: re.compile("核实|核查|了解清楚|再议"),
    ItemState.POSTPONED: re.compile("延期|缓议|暂缓|再议|下次|下季度"),
    ItemState.NOT_PASSED: re.compile("未予?通过|不予|未获|不同意|否决"),
    ItemState.HANDED_OVER: re.compile("移交|转办|转交|转由|转报"),
}


def verdict_sentence(desk: Desk, item: ItemRecord, summary: str) -> str:
    """Nothing for what was only heard (noted), and where decisions, outcomes or the summary say the same."""
    if item.kind in _KINDS_WITHOUT_VERDICT:
        return ""
    if is_general_title(bare_title(item.title)) and not summary:
        return ""
    subject = re.sub(r"^(?:听取|审议|研究|讨论|确认|部署)(?=.{2})", "", desk.words(bare_title(item.title)))
    if item.state in _APPROVALS:
        return "" if _says_what_was_approved(item, summary) else _sentence_of_approval(item, subject, summary)
    otherwise = _SAID_OTHERWISE.get(item.state)
    told = "".join([summary, *(each.text for each in item.decisions), *(e.outcome for e in item.discussions)])
    return "" if otherwise is None or otherwise.search(told) else _sentence_of_refusal(item.state, subject)


def tells_approval(item: ItemRecord) -> bool:
    """Whether there will be a sentence of approval unless the summary has one."""
    return item.state in _APPROVALS and item.kind not in _KINDS_WITHOUT_VERDICT


def last_minutes(item: ItemRecord) -> str:
    return f"{item.confirmation.reference}会议纪要" if item.confirmation else "上次会议纪要"


def _says_what_was_approved(item: ItemRecord, summary: str) -> bool:
    settled = any(each.outcome.strip() for each in item.discussions)
    told = re.search("同意|通过|议定|确认|认可", summary)
    nothing_matched = item.kind is ItemKind.MATCHING
    return bool(item.decisions or item.matches or item.actions or settled or told or nothing_matched)


def _sentence_of_approval(item: ItemRecord, subject: str, summary: str) -> str:
    changed = item.state is ItemState.PASSED_WITH_CHANGES
    if item.kind is ItemKind.MINUTES_CONFIRMATION:
        return f"会议确认了{last_minutes(item)}{'，按会议意见修改' if changed else ''}。"
    if item.kind is ItemKind.NEXT_MEETING:
        return ""
    later = "，按会议意见修改完善后实施" if changed else ""
    if _PAPERS.search(subject):
        return f"会议审议并原则同意{subject}{later}。"
    if summary:
        return f"会议原则同意上述意见{later}。"
    return f"会议研究了{subject}，原则同意所提意见{later}。"


def _sentence_of_refusal(state: ItemState, subject: str) -> str:
    return {
        ItemState.TO_BE_CLARIFIED: f"关于{subject}，会议明确，进一步核实后再议。",
        ItemState.POSTPONED: f"关于{subject}，会议决定延期审议。",
        ItemState.NOT_PASSED: f"关于{subject}，会议未予通过。",
        ItemState.HANDED_OVER: f"关于{subject}，会议决定移交有关部门办理。",
    }[state]
