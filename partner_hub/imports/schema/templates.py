"""Empty workbooks to fill in: their headings are the words that the importer knows best."""

from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.schema.header_words import FIELDS

# Kind -> (title, fields in the order of the columns). Chinese, like every list they stand for.
BLANKS: dict[ImportKind, tuple[str, tuple[str, ...]]] = {
    ImportKind.UNITS: (
        "共建单位台账",
        ("name", "category", "credit_code", "address", "party_leader", "contact", "phones", "joined", "remark"),
    ),
    ImportKind.OFFERINGS: (
        "资源清单",
        (
            "unit_name", "name", "category", "audience", "content", "capacity", "available_time", "venue", "valid_text",
            "contact", "contact_phone", "remark",
        ),
    ),
    ImportKind.NEEDS: (
        "需求清单",
        (
            "name", "content", "category", "beneficiaries", "beneficiary_count", "source_channel", "source_unit_name",
            "raised_on", "grid", "deadline_text", "urgency", "remark",
        ),
    ),
}  # fmt: skip


def blank(kind: ImportKind) -> tuple[str, list[str]]:
    """Title and headings."""
    title, fields = BLANKS[kind]
    return title, [FIELDS[kind][field][0] for field in fields]
