"""The same lists for Excel: with the headings of our own templates, so that what goes out can be brought in again."""

from collections.abc import Mapping, Sequence
from typing import Any

from partner_hub.core.xlsx_export import Value
from partner_hub.workbooks.schema.field import Use
from partner_hub.workbooks.schema.records import SCHEMAS

# Meetings come in as JSON only, so that no schema of a list holds their columns.
MEETING_COLUMNS = {
    "title": "会议名称",
    "date": "会议日期",
    "place": "会议地点",
    "theme": "会议主题",
    "chair": "主持人",
    "recorder": "记录人",
    "present_count": "出席单位数",
    "agenda": "议程",
    "decisions": "议定事项",
    "matches": "对接",
    "actions": "任务",
    "state": "当前状态",
}
YES, NO = "通过", "不通过"


def workbook_of_records(kind: str, records: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[list[Value]]]:
    """Headings and rows."""
    columns = _exported_columns(kind)
    return list(columns.values()), [[_cell_of_value(row[name]) for name in columns] for row in records]


def _exported_columns(kind: str) -> Mapping[str, str]:
    """Key of the record -> heading."""
    if kind not in SCHEMAS:
        return MEETING_COLUMNS
    return {each.name: each.heading for each in SCHEMAS[kind].fields_for(Use.WORKBOOK)}


def _cell_of_value(value: Any) -> Value:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Mapping):
        return _name_of_value(value)
    if isinstance(value, list):
        return ("、" if all(isinstance(each, str) for each in value) else "\n").join(map(_name_of_value, value))
    number_or_text: Value = value
    return number_or_text


def _name_of_value(value: Any) -> str:
    """Of a person, an item or a source what it is called."""
    if not isinstance(value, Mapping):
        return str(value)
    if "file" in value:
        return f"{value['file']} 第{value['row']}行"
    return str(value.get("name") or value.get("title") or value.get("note") or "")
