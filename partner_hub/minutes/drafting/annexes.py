"""What is placed in annexes, as tables: matches, tasks, follow-ups, statements, deferred needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from partner_hub.minutes.document import Annex
from partner_hub.minutes.drafting.annex_rows import ROWS_OF_ITEM, Row, deferred_rows
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.desk import DEFERRED_SLOT, Desk, slot_of_item
from partner_hub.minutes.drafting.meeting_name import meeting_name
from partner_hub.minutes.drafting.plain_record import plain_record
from partner_hub.minutes.drafting.record import MeetingRecord
from partner_hub.minutes.drafting.unit_names import NamesInText
from partner_hub.vocabulary.minutes import PassageKind, Placement

# In the order in which the body points to them: title and columns.
_HEADS: Mapping[PassageKind, tuple[str, Row]] = MappingProxyType(
    {
        PassageKind.FOLLOW_UPS: (
            "上季度议定事项办理情况",
            ("序号", "议定事项", "责任单位", "配合单位", "办理结果", "办理情况"),
        ),
        PassageKind.MATCHES: ("供需对接清单", ("序号", "事项", "承接单位", "提供资源", "约定内容", "备注")),
        PassageKind.DISCUSSIONS: ("发言情况", ("序号", "议题", "发言")),
        PassageKind.TASKS: ("任务清单", ("序号", "任务", "责任单位", "配合单位", "完成时限", "预期成果")),
        PassageKind.DEFERRED: ("缓议和转办事项", ("序号", "事项", "处理意见", "说明")),
    }
)


@dataclass(frozen=True)
class _Table:
    """`parts`: the rows that each passage gave, by its key."""

    kind: PassageKind
    parts: Mapping[str, list[Row]]

    def annex(self, record: MeetingRecord) -> Annex:
        """A column without content is left out; units have their whole names."""
        title, columns = _HEADS[self.kind]
        names = NamesInText(record.units)
        entries = [map(names.whole, row) for rows in self.parts.values() for row in rows]
        rows = [(str(number), *row) for number, row in enumerate(entries, start=1)]
        kept = [at for at in range(len(columns)) if any(row[at] for row in rows)]
        return Annex(
            f"{meeting_name(record)}{title}",
            tuple(columns[at] for at in kept),
            tuple(tuple(row[at] for at in kept) for row in rows),
        )

    def pointers(self, annex: str) -> Iterator[tuple[str, str]]:
        """(key of the passage, 附件1); 附件1第3—5项 where other passages have rows there, too."""
        first = 1
        for key, rows in self.parts.items():
            last = first + len(rows) - 1
            span = f"第{first}项" if first == last else f"第{first}—{last}项"
            yield key, annex + (span if len(self.parts) > 1 else "")
            first = last + 1


def annexes_of(record: MeetingRecord, choices: DraftChoices) -> tuple[Annex, ...]:
    """In the order in which the body points to them."""
    return tuple(table.annex(record) for table in _tables_at(Desk(plain_record(record), choices)))


def desk_for(record: MeetingRecord, choices: DraftChoices) -> Desk:
    """With the pointers 附件1, 附件2; 附件 where it is the only one, attendance counted."""
    tables = _tables_at(desk := Desk(plain_record(record), choices))
    alone = len(tables) == 1 and not choices.puts_names_in_annex(len(record.present))
    pointers = {
        key: pointer
        for number, table in enumerate(tables, start=1)
        for key, pointer in table.pointers("附件" if alone else f"附件{number}")
    }
    return replace(desk, pointers=MappingProxyType(pointers))


def _tables_at(desk: Desk) -> list[_Table]:
    found = (_Table(kind, dict(_parts_of_table(desk, kind))) for kind in _HEADS)
    return [table for table in found if table.parts]


def _parts_of_table(desk: Desk, kind: PassageKind) -> Iterator[tuple[str, list[Row]]]:
    if kind is PassageKind.DEFERRED:
        given = [(DEFERRED_SLOT, deferred_rows(desk))]
    else:
        given = [(slot_of_item(item, kind), ROWS_OF_ITEM[kind](desk, item)) for item in desk.record.items]
    for slot, rows in given:
        if desk.placement(slot) is Placement.ANNEX and (held := list(rows)):
            yield slot.key, held
