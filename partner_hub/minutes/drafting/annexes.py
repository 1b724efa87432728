"""What is placed in annexes, as tables: matches, tasks, follow-ups, statements, deferred needs."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from partner_hub.core.quarters import quarter_in_chinese
from partner_hub.minutes.document import Annex, chinese_date
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.closing_passages import kind_of_deferral
from partner_hub.minutes.drafting.desk import DEFERRED_SLOT, Desk, slot_of_item
from partner_hub.minutes.drafting.follow_up_passages import FOLLOW_UP_WORDS, detail_of
from partner_hub.minutes.drafting.match_passages import confirmed_matches, offerings_named, title_of, units_of
from partner_hub.minutes.drafting.record import ItemRecord, MatchRecord, MeetingRecord
from partner_hub.minutes.drafting.task_passages import title_of_task
from partner_hub.minutes.wording.titles import bare_title
from partner_hub.vocabulary.minutes import AttendancePlace, PassageKind, Placement

Row = tuple[str, ...]


def annexes_of(record: MeetingRecord, choices: DraftChoices) -> tuple[Annex, ...]:
    """In the order in which the body points to them; a column without content is left out."""
    return tuple(annex for _kind, annex in _annexes_by_kind(Desk(record, choices)))


def desk_for(record: MeetingRecord, choices: DraftChoices) -> Desk:
    """With the pointers 附件1, 附件2; 附件 where it is the only one, attendance counted."""
    desk = Desk(record, choices)
    kinds = [kind for kind, _annex in _annexes_by_kind(desk)]
    alone = len(kinds) == 1 and choices.attendance_place is AttendancePlace.LISTED
    pointers = {kind: "附件" if alone else f"附件{number}" for number, kind in enumerate(kinds, start=1)}
    return replace(desk, pointers=MappingProxyType(pointers))


def _annexes_by_kind(desk: Desk) -> list[tuple[PassageKind, Annex]]:
    meeting = f"{quarter_in_chinese(desk.record.year, desk.record.quarter)}党建联席会议"
    found = []
    for kind, (title, columns, rows_of) in _TABLES.items():
        rows = [(str(number), *row) for number, row in enumerate(rows_of(desk), start=1)]
        if rows:
            found.append((kind, _without_empty_columns(f"{meeting}{title}", ("序号", *columns), rows)))
    return found


def _without_empty_columns(title: str, columns: Row, rows: list[Row]) -> Annex:
    kept = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    return Annex(title, tuple(columns[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows))


def _items_in_annex(desk: Desk, kind: PassageKind) -> list[ItemRecord]:
    return [item for item in desk.record.items if desk.placement(slot_of_item(item, kind)) is Placement.ANNEX]


def _follow_up_rows(desk: Desk) -> Iterable[Row]:
    for item in _items_in_annex(desk, PassageKind.FOLLOW_UPS):
        for entry in item.follow_ups:
            title, status = desk.words(bare_title(entry.title)), FOLLOW_UP_WORDS[entry.status]
            yield title, desk.words(entry.lead), desk.words(entry.support), status, detail_of(desk, entry)


def _match_rows(desk: Desk) -> Iterable[Row]:
    for item in _items_in_annex(desk, PassageKind.MATCHES):
        agreed, ratified = confirmed_matches(item)
        yield from (_match_row(desk, match) for match in (*agreed, *ratified))


def _match_row(desk: Desk, match: MatchRecord) -> Row:
    lead, *others = units_of(match) or [""]
    units = "、".join((f"{lead}（牵头）", *(f"{each}（配合）" for each in others))) if others else lead
    remark = "会前确认，会议追认" if match.ratified else ""
    return title_of(desk, match), units, offerings_named(match), desk.words(match.promise), remark


def _task_rows(desk: Desk) -> Iterable[Row]:
    for item in _items_in_annex(desk, PassageKind.TASKS):
        for each in item.actions:
            due = chinese_date(each.due) if each.due else ""
            supporting = "、".join(map(desk.words, each.supporting))
            yield title_of_task(desk, each), desk.words(each.responsible), supporting, due, desk.words(each.expected)


def _statement_rows(desk: Desk) -> Iterable[Row]:
    for item in _items_in_annex(desk, PassageKind.DISCUSSIONS):
        for each in item.discussions:
            said = "；".join(f"{who}：{desk.words(words)}" for who, words in each.positions if words.strip())
            if said:
                yield desk.words(bare_title(each.topic)), said


def _deferred_rows(desk: Desk) -> Iterable[Row]:
    if desk.placement(DEFERRED_SLOT) is Placement.ANNEX:
        for need, reason in desk.record.deferred:
            yield desk.words(bare_title(need)), kind_of_deferral(reason), desk.words(reason)


_TABLES: Mapping[PassageKind, tuple[str, Row, Callable[[Desk], Iterable[Row]]]] = MappingProxyType(
    {
        PassageKind.FOLLOW_UPS: (
            "上季度议定事项办理情况",
            ("议定事项", "责任单位", "配合单位", "办理结果", "办理情况"),
            _follow_up_rows,
        ),
        PassageKind.MATCHES: ("供需对接清单", ("事项", "承接单位", "提供资源", "约定内容", "备注"), _match_rows),
        PassageKind.DISCUSSIONS: ("发言情况", ("议题", "发言"), _statement_rows),
        PassageKind.TASKS: ("任务清单", ("任务", "责任单位", "配合单位", "完成时限", "预期成果"), _task_rows),
        PassageKind.DEFERRED: ("缓议和转办事项", ("事项", "处理意见", "说明"), _deferred_rows),
    }
)
