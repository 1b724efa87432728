"""What a meeting dealt with, in the usual verbs by kind of item: 学习了…，听取了…的汇报，研究确认了供需对接18项."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from partner_hub.minutes.drafting.desk import Desk
from partner_hub.minutes.drafting.item_passages import has_content
from partner_hub.minutes.drafting.match_passages import confirmed_matches
from partner_hub.minutes.drafting.people import speakers_of
from partner_hub.minutes.drafting.record import ItemRecord
from partner_hub.minutes.wording.titles import bare_title, is_general_title
from partner_hub.vocabulary.meeting import ItemKind, ItemState

# Objects named behind one verb; the others are counted.
MAX_OBJECTS = 4
_VERB_OF_TITLE = re.compile(
    "(传达学习|集中学习|集体学习|学习贯彻|学习传达|学习|传达|听取|通报|审议|研究|讨论|确认|部署|商定|审定|总结|宣读|介绍|解读|征求|推选|评议)"
    "(?!与|和|及|会|活动|情况|交流|小组|中心|班|用品)(.{2,})"
)
_GENERAL_DISCUSSION = re.compile(
    "^(?:重点|主要|有关|其他|相关)?(?:事项|问题|议题|工作)?(?:专题|自由|集中)?(?:讨论|发言|交流|商议)?$"
)


@dataclass(frozen=True)
class Dealt:
    verb: str
    thing: str
    behind: str = ""


def dealt_with(desk: Desk) -> str:
    """In the order of the agenda; what has the same verb stands behind it once."""
    groups: dict[tuple[str, str], list[str]] = {}
    for item in desk.record.items:
        if told := _dealt_in_item(desk, item):
            things = groups.setdefault((told.verb, told.behind), [])
            things.extend([told.thing] if told.thing not in things else [])
    return "，".join(_clause_of_verb(verb, things, behind) for (verb, behind), things in groups.items())


def _clause_of_verb(verb: str, things: list[str], behind: str) -> str:
    if len(things) > MAX_OBJECTS:
        return f"{verb}了{'、'.join(things[:MAX_OBJECTS])}等{len(things)}项议题"
    return f"{verb}了{_joined_objects(things)}{behind}"


def _joined_objects(things: list[str]) -> str:
    """甲、乙和丙, where none of them holds such marks itself."""
    if len(things) == 1 or any(re.search("[、和]", each) for each in things):
        return "、".join(things)
    return f"{'、'.join(things[:-1])}和{things[-1]}"


def _dealt_in_item(desk: Desk, item: ItemRecord) -> Dealt | None:
    return _KINDS.get(item.kind, _dealt_in_other)(desk, item)


def _by_own_verb(desk: Desk, item: ItemRecord) -> Dealt | None:
    """学习…精神 brings its verb."""
    found = _VERB_OF_TITLE.fullmatch(_title_of_item(desk, item))
    return Dealt(found[1], found[2]) if found else None


def _title_of_item(desk: Desk, item: ItemRecord) -> str:
    return desk.words(bare_title(item.title))


def _dealt_in_study(desk: Desk, item: ItemRecord) -> Dealt:
    return _by_own_verb(desk, item) or Dealt("学习", _title_of_item(desk, item))


def _dealt_in_follow_up(_desk: Desk, _item: ItemRecord) -> Dealt:
    return Dealt("听取", "上季度议定事项办理情况", "的汇报")


def _dealt_in_confirmation(desk: Desk, item: ItemRecord) -> Dealt:
    own = _by_own_verb(desk, item)
    return own if own and own.verb in {"确认", "审议"} else Dealt("确认", "上次会议纪要")


def _dealt_in_needs_report(desk: Desk, item: ItemRecord) -> Dealt:
    own = _by_own_verb(desk, item)
    thing = re.sub("的?(?:通报|汇报|报告)$", "", own.thing if own else _title_of_item(desk, item))
    return Dealt("通报", thing if "需求" in thing else "需求征集情况")


def _dealt_in_offerings(_desk: Desk, _item: ItemRecord) -> Dealt:
    return Dealt("通报", "各单位可提供的资源")


def _dealt_in_matching(_desk: Desk, item: ItemRecord) -> Dealt:
    agreed, ratified = confirmed_matches(item)
    if agreed:
        return Dealt("研究确认", f"供需对接{len(agreed)}项")
    return Dealt("追认", f"供需对接{len(ratified)}项") if ratified else Dealt("研究", "供需对接")


def _dealt_in_unit_needs(_desk: Desk, _item: ItemRecord) -> Dealt:
    return Dealt("研究", "单位需求")


def _dealt_in_discussion(desk: Desk, item: ItemRecord) -> Dealt | None:
    own = _by_own_verb(desk, item)
    title = own.thing if own and own.verb in {"讨论", "研究"} else _title_of_item(desk, item)
    topics = [desk.words(bare_title(each.topic)) for each in item.discussions]
    if not _GENERAL_DISCUSSION.fullmatch(title):
        return Dealt("讨论", title)
    more = f"等{len(topics)}个事项" if len(topics) > 1 else ""
    return Dealt("讨论", topics[0] + more) if topics else None


def _dealt_in_speech(desk: Desk, item: ItemRecord) -> Dealt | None:
    """Guests who spoke are named with those who came."""
    guests = {guest.name for guest in desk.record.guests}
    names = [name for name in re.split("[、，,]", item.presenter) if name.strip() and name.strip() not in guests]
    speakers = speakers_of(desk.record, "、".join(names), by_name=True)
    return Dealt("听取", speakers, "的讲话") if speakers else None


def _dealt_in_decisions(_desk: Desk, _item: ItemRecord) -> Dealt:
    return Dealt("议定", "有关事项")


def _dealt_in_next_meeting(_desk: Desk, _item: ItemRecord) -> Dealt:
    return Dealt("商定", "下次会议安排")


def _dealt_in_other(desk: Desk, item: ItemRecord) -> Dealt | None:
    if is_general_title(bare_title(item.title)):
        return Dealt("研究", "其他事项") if has_content(item) else None
    own = _by_own_verb(desk, item)
    if own and own.verb != "听取":
        return own
    title = re.sub("的?(?:汇报|通报)$", "", own.thing if own else _title_of_item(desk, item))
    if own or (item.state is ItemState.NOTED and item.presenter):
        return Dealt("听取", title, "的汇报")
    return Dealt("审议" if "审议" in item.title else "研究", title)


_KINDS: Mapping[ItemKind, Callable[[Desk, ItemRecord], Dealt | None]] = MappingProxyType(
    {
        ItemKind.STUDY: _dealt_in_study,
        ItemKind.FOLLOW_UP: _dealt_in_follow_up,
        ItemKind.MINUTES_CONFIRMATION: _dealt_in_confirmation,
        ItemKind.NEEDS_REPORT: _dealt_in_needs_report,
        ItemKind.OFFERINGS: _dealt_in_offerings,
        ItemKind.MATCHING: _dealt_in_matching,
        ItemKind.UNIT_NEEDS: _dealt_in_unit_needs,
        ItemKind.DISCUSSION: _dealt_in_discussion,
        ItemKind.SPEECH: _dealt_in_speech,
        ItemKind.DECISIONS: _dealt_in_decisions,
        ItemKind.NEXT_MEETING: _dealt_in_next_meeting,
    }
)
