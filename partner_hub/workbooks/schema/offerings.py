"""The list of what units offer."""

from dataclasses import dataclass, field
from typing import Final

from partner_hub.workbooks.gettext_marker import N_
from partner_hub.workbooks.schema.field import Field, Schema, Use
from partner_hub.workbooks.schema.source import Source
from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.dates import words_of_time


@dataclass
class OfferingRecord:
    """`unit_id` is the known unit's id. `valid_to` is the last valid day, None for no end.

    `category` holds the file's words, `category_code` and `audience_codes` the product's. `capacity_period` is a word
    of CHINESE_CAPACITY_PERIODS, "" where nothing says it.
    """

    source: Source
    unit_id: str | None = None
    unit_name: str = ""
    name: str = ""
    category: str = ""
    category_code: str | None = None
    audience: str = ""
    audience_codes: list[str] = field(default_factory=list)
    content: str = ""
    capacity: str = ""
    capacity_period: str = ""
    available_time: str = ""
    venue: str = ""
    valid_text: str = ""
    valid_from: str | None = None
    valid_to: str | None = None
    contact: str = ""
    contact_phone: str | None = None
    remark: str = ""


OFFERINGS: Final = Schema(
    kind="offerings",
    title="资源清单",
    record=OfferingRecord,
    models=("Offering",),
    required=(("name", "content"), ("unit_name", "credit_code")),
    usual_columns=10.8,
    fields=(
        Field("unit_id", uses=Use.JSON),
        Field(
            "unit_name", N_("Unit"), "单位名称", reader=text.name_text,
            uses=Use.EVERYWHERE ^ Use.COMPARED, download=N_("Unit"),
        ),
        Field("credit_code", N_("Unified social credit code"), uses=Use.COLUMN),
        Field(
            "name", N_("Name of the offering"), "资源名称", "Offering.name", text.name_text,
            uses=Use.EVERYWHERE ^ Use.COMPARED, download=N_("Name"),
        ),
        Field(
            "category", N_("Category"), "资源类别", "Offering.category_words", text.name_text,
            also_writes=("category_id",),
            download=N_("Category as written"),
        ),
        Field("category_code", N_("Our category"), "归类", uses=Use.EXPORTED, download=N_("Category")),
        Field(
            "audience", N_("For whom"), "服务对象", "Offering.audience", text.running_text,
            also_writes=("audiences",), download=N_("Audience"),
        ),
        Field("audience_codes", N_("Our audiences"), "人群归类", "Offering.audiences", uses=Use.EXPORTED),
        Field(
            "content", N_("What exactly"), "服务内容", "Offering.content", text.running_text,
            download=N_("What exactly"),
        ),
        Field("capacity", N_("How much"), "可提供次数/容量", "Offering.capacity", download=N_("Capacity")),
        Field("capacity_number", column="Offering.capacity_number", uses=Use.NOWHERE, download=N_("Number")),
        Field(
            "capacity_unit", N_("Unit of measure"), column="Offering.capacity_unit",
            uses=Use.COLUMN, download=N_("Counted in"),
        ),
        Field(
            "capacity_period", N_("Capacity period"), "容量周期", "Offering.capacity_period",
            download=N_("Capacity period"),
        ),
        Field("still_free", uses=Use.NOWHERE, download=N_("Still free")),
        Field(
            "available_time", N_("When"), "可服务时间", "Offering.available_time", words_of_time,
            download=N_("When"),
        ),
        Field(
            "venue", N_("Place and conditions"), "所需场地条件", "Offering.venue", text.running_text,
            download=N_("Where and conditions"),
        ),
        Field(
            "valid_text", N_("Validity"), "有效期", "Offering.valid_text",
            uses=Use.EVERYWHERE ^ Use.COMPARED, download=N_("Validity as written"),
        ),
        Field(
            "valid_from", N_("Valid from"), column="Offering.valid_from",
            uses=Use.COLUMN | Use.COMPARED | Use.JSON, also_writes=("valid_text",), download=N_("Valid from"),
        ),
        Field(
            "valid_to", N_("Valid to"), "有效期至（识别）", "Offering.valid_to",
            uses=Use.EVERYWHERE ^ Use.TEMPLATE, also_writes=("valid_text",), download=N_("Valid until"),
        ),
        Field("expired_at_meeting", uses=Use.JSON),
        Field("contact", N_("Contact"), "联络员", "Offering.contact", download=N_("Contact")),
        Field(
            "contact_phone", N_("Telephone of the contact"), "联系电话", "Offering.contact_phone",
            download=N_("Telephone"), is_for_committee=True,
        ),
        Field("remark", N_("Remark"), "备注", reader=text.running_text),
        Field("state", heading="当前状态", column="Offering.state", uses=Use.EXPORTED, download=N_("State")),
        Field("source", heading="来源", uses=Use.EXPORTED),
    ),
    left_out={
        "Offering.community_id": "the community whose clerk imports",
        "Offering.partnership_id": "the unit, found or made by its name (unit_name)",
        "Offering.category_id": "found by the words of the category",
        "Offering.version": "counts the changes",
        "Offering.return_reason": "belongs to a step of the committee",
        "Offering.created_by_id": "the person signed in",
        "Offering.source": "written by the import itself, with the remark, which has no column of its own",
    },
    download_order=(
        "name", "unit_name", "category_code", "category", "audience", "content", "capacity", "capacity_number",
        "capacity_unit", "capacity_period", "still_free", "available_time", "venue", "valid_text", "valid_from",
        "valid_to", "state", "contact",
    ),
)  # fmt: skip
