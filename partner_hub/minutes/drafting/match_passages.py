"""The matches of an item: counted with an annex, as compact lines, or in full."""

import re
from collections.abc import Iterable

from partner_hub.minutes.drafting.desk import Desk, Slot, lines_behind, slot_of_item
from partner_hub.minutes.drafting.item_passages import summary_as_told
from partner_hub.minutes.drafting.passages import Passage
from partner_hub.minutes.drafting.record import ItemRecord, MatchRecord
from partner_hub.minutes.wording.sentences import in_quotation_marks
from partner_hub.minutes.wording.titles import bare_title
from partner_hub.vocabulary.match import MatchState
from partner_hub.vocabulary.minutes import PassageKind, Placement


def matches_passage(desk: Desk, item: ItemRecord) -> Passage | None:
    agreed, ratified = confirmed_matches(item)
    if not (agreed or ratified):
        return None

    def write(placement: Placement) -> list[str]:
        if placement is Placement.ANNEX:
            return [_counted_matches(desk, item, agreed, ratified)]
        line = compact_line if placement is Placement.BRIEF else whole_line
        return [
            *lines_behind(_opening_of_matches(desk, item, agreed), [line(desk, each) for each in agreed]),
            *lines_behind(
                f"会议{'一并' if agreed else ''}追认会前确认的供需对接{len(ratified)}项：",
                [line(desk, each) for each in ratified],
            ),
        ]

    return desk.passage(slot_of_item(item, PassageKind.MATCHES), write)


def put_off_passage(desk: Desk, item: ItemRecord) -> Passage | None:
    """Matches that the meeting put off; one whose need stands among the deferred ones is told there."""
    deferred = {need for need, _reason in desk.record.deferred}
    put_off = [each for each in item.matches if each.state is MatchState.DEFERRED and not deferred >= {*each.needs}]
    if not put_off:
        return None
    slot = Slot(f"item-{item.id}/put_off", f"{item.kind}/put_off", PassageKind.DECISIONS)
    lines = lines_behind(f"会议决定暂缓对接{len(put_off)}项：", [whole_line(desk, each) for each in put_off])
    return desk.passage(slot, lambda _placement: lines)


def confirmed_matches(item: ItemRecord) -> tuple[list[MatchRecord], list[MatchRecord]]:
    """Those of the meeting, and those that it ratifies."""
    confirmed = [match for match in item.matches if match.state is MatchState.CONFIRMED]
    return [each for each in confirmed if not each.ratified], [each for each in confirmed if each.ratified]


def whole_line(desk: Desk, match: MatchRecord) -> str:
    """For instance 事项：由甲牵头，乙配合，提供“资源”，约定。."""
    lead, *others = units_of(match) or [""]
    units = f"由{lead}牵头，{'、'.join(others)}配合" if others else f"由{lead}承接" if lead else ""
    given = offerings_named(match)
    return _line_of_match(desk, match, [units, f"提供{given}" if given else ""])


def compact_line(desk: Desk, match: MatchRecord) -> str:
    return _line_of_match(desk, match, ["、".join(units_of(match))])


def title_of(desk: Desk, match: MatchRecord) -> str:
    return desk.words(match.title or "、".join(map(bare_title, match.needs)))


def units_of(match: MatchRecord) -> list[str]:
    return list(dict.fromkeys(unit for unit, _offering in match.partners if unit))


def offerings_named(match: MatchRecord) -> str:
    """Between quotation marks stands no pause (GB/T 15834-2011, 4.5.3.5)."""
    names = dict.fromkeys(in_quotation_marks(name) for _unit, name in match.partners if name)
    return "、".join(names).replace("”、“", "”“").replace("》、《", "》《")


def _line_of_match(desk: Desk, match: MatchRecord, parts: Iterable[str]) -> str:
    """What was promised is a part of the sentence: 7户，先做4户 is none by itself."""
    told = "，".join(part for part in (*parts, desk.words(match.promise)) if part)
    return f"{title_of(desk, match)}：{told}。" if told else f"{title_of(desk, match)}。"


def _opening_of_matches(desk: Desk, item: ItemRecord, agreed: list[MatchRecord]) -> str:
    return "确认的供需对接为：" if _is_counted(desk, item, agreed) else f"会议研究确认供需对接{len(agreed)}项："


def _is_counted(desk: Desk, item: ItemRecord, agreed: list[MatchRecord]) -> bool:
    """The summary tells how many."""
    return bool(re.search(rf"(?<!\d){len(agreed)}[项对件条个]", summary_as_told(desk, item)))


def _counted_matches(desk: Desk, item: ItemRecord, agreed: list[MatchRecord], ratified: list[MatchRecord]) -> str:
    pointer = desk.seen_at(slot_of_item(item, PassageKind.MATCHES))
    parts = [f"研究确认供需对接{len(agreed)}项"] if agreed and not _is_counted(desk, item, agreed) else []
    parts += [f"{'一并' if agreed else ''}追认会前确认的供需对接{len(ratified)}项"] if ratified else []
    return f"会议{'，'.join(parts)}{pointer}。" if parts else f"供需对接清单{pointer.strip('（）')}。"
