"""The rows of the tables in the annexes, without their numbers."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from partner_hub.minutes.document import chinese_date
from partner_hub.minutes.drafting.closing_passages import kind_of_deferral
from partner_hub.minutes.drafting.desk import Desk
from partner_hub.minutes.drafting.follow_up_passages import FOLLOW_UP_WORDS, detail_of
from partner_hub.minutes.drafting.match_passages import confirmed_matches, offerings_named, title_of, units_of
from partner_hub.minutes.drafting.record import ItemRecord, MatchRecord
from partner_hub.minutes.drafting.task_passages import title_of_task
from partner_hub.minutes.wording.titles import bare_title
from partner_hub.vocabulary.minutes import PassageKind

Row = tuple[str, ...]


def _follow_up_rows(desk: Desk, item: ItemRecord) -> Iterator[Row]:
    for entry in item.follow_ups:
        title, status = desk.words(bare_title(entry.title)), FOLLOW_UP_WORDS[entry.status]
        yield title, desk.words(entry.lead), desk.words(entry.support), status, detail_of(desk, entry)


def _match_rows(desk: Desk, item: ItemRecord) -> Iterator[Row]:
    agreed, ratified = confirmed_matches(item)
    yield from (_match_row(desk, match) for match in (*agreed, *ratified))


def _match_row(desk: Desk, match: MatchRecord) -> Row:
    lead, *others = units_of(match) or [""]
    units = "、".join((f"{lead}（牵头）", *(f"{each}（配合）" for each in others))) if others else lead
    remark = "会前确认，会议追认" if match.ratified else ""
    return title_of(desk, match), units, offerings_named(match), desk.words(match.promise), remark


def _task_rows(desk: Desk, item: ItemRecord) -> Iterator[Row]:
    for each in item.actions:
        due = chinese_date(each.due) if each.due else ""
        supporting = "、".join(map(desk.words, each.supporting))
        yield title_of_task(desk, each), desk.words(each.responsible), supporting, due, desk.words(each.expected)


def _statement_rows(desk: Desk, item: ItemRecord) -> Iterator[Row]:
    for each in item.discussions:
        said = "；".join(f"{who}：{desk.words(words)}" for who, words in each.positions if words.strip())
        if said:
            yield desk.words(bare_title(each.topic)), said


def deferred_rows(desk: Desk) -> Iterator[Row]:
    for need, reason in desk.record.deferred:
        yield desk.words(bare_title(need)), kind_of_deferral(reason), desk.words(reason)


ROWS_OF_ITEM: Mapping[PassageKind, Callable[[Desk, ItemRecord], Iterator[Row]]] = MappingProxyType(
    {
        PassageKind.FOLLOW_UPS: _follow_up_rows,
        PassageKind.MATCHES: _match_rows,
        PassageKind.DISCUSSIONS: _statement_rows,
        PassageKind.TASKS: _task_rows,
    }
)
