"""The tasks of an item, with responsible unit, supporters and an absolute deadline."""

import re

from partner_hub.minutes.document import chinese_date
from partner_hub.minutes.drafting.desk import Desk, lines_behind, slot_of_item
from partner_hub.minutes.drafting.item_passages import summary_as_told
from partner_hub.minutes.drafting.passages import Passage
from partner_hub.minutes.drafting.record import ActionRecord, ItemRecord
from partner_hub.minutes.wording.titles import bare_title
from partner_hub.vocabulary.minutes import PassageKind, Placement


def tasks_passage(desk: Desk, item: ItemRecord) -> Passage | None:
    if not item.actions:
        return None

    def write(placement: Placement) -> list[str]:
        if placement is Placement.ANNEX:
            return [_counted_tasks(desk, item)]
        line = _compact_line if placement is Placement.BRIEF else _whole_line
        return lines_behind(f"会议明确任务{len(item.actions)}项：", [line(desk, each) for each in item.actions])

    return desk.passage(slot_of_item(item, PassageKind.TASKS), write)


def title_of_task(desk: Desk, action: ActionRecord) -> str:
    return desk.words(bare_title(action.title))


def _counted_tasks(desk: Desk, item: ItemRecord) -> str:
    pointer = desk.seen_at(slot_of_item(item, PassageKind.TASKS))
    if re.search(rf"(?<!\d){len(item.actions)}[项件条个]任务", summary_as_told(desk, item)):
        return f"任务清单{pointer.strip('（）')}。"
    return f"会议明确任务{len(item.actions)}项{pointer}。"


def _compact_line(desk: Desk, action: ActionRecord) -> str:
    due = f"{chinese_date(action.due)}前完成" if action.due else ""
    told = "，".join(filter(None, (desk.words(action.responsible), due)))
    return f"{title_of_task(desk, action)}{f'（{told}）' if told else ''}。"


def _whole_line(desk: Desk, action: ActionRecord) -> str:
    supporting = "、".join(map(desk.words, action.supporting))
    parts = [f"责任单位：{desk.words(action.responsible)}"] if action.responsible else []
    parts += [f"配合单位：{supporting}"] if supporting else []
    parts += [f"完成时限：{chinese_date(action.due)}"] if action.due else []
    parts += [f"预期成果：{desk.words(action.expected)}"] if action.expected.strip() else []
    told = "；".join(parts)
    return f"{title_of_task(desk, action)}。{f'{told}。' if told else ''}"
