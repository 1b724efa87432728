"""The same lists for Excel: with the headings of our own templates, so that what goes out can be brought in again."""

from collections.abc import Mapping, Sequence
from typing import Any

from partner_hub.core.xlsx_export import Value
from partner_hub.workbooks.schema.header_words import FIELDS

# Field -> the template's field whose heading it goes under.
UNDER = {
    "beneficiary_count_text": "beneficiary_count",
}
# The headings of what no template asks for. Chinese, like the lists themselves.
FURTHER = {
    "category_code": "归类",
    "audience_codes": "人群归类",
    "credit_code_valid": "信用代码校验",
    "party_organisation": "党组织",
    "deadline": "截止日期（识别）",
    "valid_to": "有效期至（识别）",
    "state": "当前状态",
    "source": "来源",
    "public_name": "公开名称",
    "public_text": "公开表述",
    "quarter": "季度",
    "title": "会议名称",
    "date": "会议日期",
    "place": "会议地点",
    "theme": "会议主题",
    "chair": "主持人",
    "recorder": "记录人",
    "present_count": "出席单位数",
    "agenda": "议程",
    "decisions": "议定事项",
    "actions": "任务",
    "matches": "对接",
}
COLUMNS = {
    "units": (
        "name", "aliases", "category", "credit_code", "credit_code_valid", "address", "party_organisation",
        "party_leader", "contact", "phones", "joined", "remark", "state", "source",
    ),
    "offerings": (
        "unit_name", "name", "category", "category_code", "audience", "audience_codes", "content", "capacity",
        "available_time", "venue", "valid_text", "valid_to", "contact", "contact_phone", "remark", "state", "source",
    ),
    "needs": (
        "name", "content", "category", "category_code", "beneficiaries", "audience_codes", "beneficiary_count_text",
        "source_channel", "source_unit_name", "raised_on", "grid", "deadline_text", "deadline", "urgency", "remark",
        "public_name", "public_text", "quarter", "state", "source",
    ),
    "meetings": (
        "title", "date", "place", "theme", "chair", "recorder", "present_count", "agenda", "decisions", "matches",
        "actions", "state",
    ),
}  # fmt: skip
YES, NO = "通过", "不通过"


def sheet(kind: str, records: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[list[Value]]]:
    """Headings and rows."""
    columns = COLUMNS[kind]
    return [_heading(kind, column) for column in columns], [
        [_cell(row[column]) for column in columns] for row in records
    ]


def _heading(kind: str, column: str) -> str:
    words = FIELDS.get(kind, {}).get(UNDER.get(column, column))
    return FURTHER.get(column) or (words[0] if words else column)


def _cell(value: Any) -> Value:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Mapping):
        return _name(value)
    if isinstance(value, list):
        return ("、" if all(isinstance(each, str) for each in value) else "\n").join(map(_name, value))
    number_or_text: Value = value
    return number_or_text


def _name(value: Any) -> str:
    """Of a person, an item or a source what it is called."""
    if not isinstance(value, Mapping):
        return str(value)
    if "file" in value:
        return f"{value['file']} 第{value['row']}行"
    return str(value.get("name") or value.get("title") or value.get("note") or "")
