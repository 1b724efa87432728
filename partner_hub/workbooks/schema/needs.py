"""The list of what residents and units need."""

from dataclasses import dataclass, field
from typing import Final

from partner_hub.workbooks.gettext_marker import N_
from partner_hub.workbooks.schema.field import Field, Schema, Use
from partner_hub.workbooks.schema.source import Source
from partner_hub.workbooks.values import text
from partner_hub.workbooks.values.dates import words_of_time


@dataclass
class NeedRecord:
    """`beneficiary_count` is None for everybody and for words without a number."""

    source: Source
    name: str = ""
    content: str = ""
    category: str = ""
    category_code: str | None = None
    beneficiaries: str = ""
    audience_codes: list[str] = field(default_factory=list)
    beneficiary_count_text: str = ""
    beneficiary_count: int | None = None
    beneficiary_unit: str | None = None
    source_channel: str = ""
    source_unit_id: str | None = None
    source_unit_name: str = ""
    raised_on: str = ""
    grid: str = ""
    deadline_text: str = ""
    deadline: str | None = None
    urgency: str = ""
    remark: str = ""


BENEFICIARY_COUNT_HEADING: Final = "受益人数"
NEEDS: Final = Schema(
    kind="needs",
    title="需求清单",
    record=NeedRecord,
    models=("Need",),
    required=(("name", "content"),),
    usual_columns=10.8,
    fields=(
        Field(
            "name", N_("Name of the need"), "需求名称", "Need.name", text.name_text, uses=Use.EVERYWHERE ^ Use.COMPARED,
        ),
        Field("content", N_("What is needed"), "需求内容", "Need.content", text.running_text),
        Field(
            "category", N_("Category"), "需求类别", "Need.category_words", text.name_text, also_writes=("category_id",),
        ),
        Field("category_code", N_("Our category"), "归类", uses=Use.EXPORTED),
        Field(
            "beneficiaries", N_("For whom"), "服务对象/受益人群", "Need.beneficiaries", text.running_text,
            also_writes=("audiences",),
        ),
        Field("audience_codes", N_("Our audiences"), "人群归类", "Need.audiences", uses=Use.EXPORTED),
        # The words go out under the heading by which the number comes in.
        Field(
            "beneficiary_count_text", N_("How many, as written"), BENEFICIARY_COUNT_HEADING,
            "Need.beneficiary_count_text", uses=Use.EXPORTED,
        ),
        Field(
            "beneficiary_count", N_("How many"), BENEFICIARY_COUNT_HEADING, "Need.beneficiary_count",
            uses=Use.EVERYWHERE ^ Use.WORKBOOK, also_writes=("beneficiary_count_text",),
        ),
        Field(
            "beneficiary_unit", N_("Persons or households"), column="Need.beneficiary_unit",
            uses=Use.COMPARED | Use.JSON, also_writes=("beneficiary_count_text",),
        ),
        Field("count_unit", N_("Persons or households"), uses=Use.COLUMN),
        Field("source_channel", N_("Channel"), "来源", "Need.channel"),
        Field(
            "source_unit_id", N_("Unit that asks"), uses=Use.COMPARED | Use.JSON,
            also_writes=("asking_partnership_id",),
        ),
        Field("source_unit_name", N_("Unit that asks"), "提出单位", uses=Use.EVERYWHERE ^ Use.COMPARED),
        Field("raised_on", N_("Raised on"), "提出时间", "Need.raised_on", uses=Use.EVERYWHERE ^ Use.COMPARED),
        Field("grid", N_("Grid"), "网格", "Need.grid_words", text.running_text, also_writes=("grid_id",)),
        Field(
            "deadline_text", N_("Wanted by"), "期望完成时间", "Need.deadline_text", words_of_time,
            uses=Use.EVERYWHERE ^ Use.COMPARED,
        ),
        Field(
            "deadline", N_("Deadline"), "截止日期（识别）", "Need.deadline",
            uses=Use.COMPARED | Use.EXPORTED, also_writes=("deadline_text",),
        ),
        Field("urgency", N_("Urgency"), "紧急程度", "Need.urgency"),
        Field("very_urgent", N_("Very urgent (yes or no)"), uses=Use.COLUMN),
        Field("remark", N_("Remark"), "备注", reader=text.running_text),
        Field("public_name", heading="公开名称", column="Need.public_name", uses=Use.EXPORTED),
        Field("public_text", heading="公开表述", column="Need.public_text", uses=Use.EXPORTED),
        Field("minutes_title", heading="纪要名称", column="Need.minutes_title", uses=Use.EXPORTED),
        Field("quarter", heading="季度", uses=Use.EXPORTED),
        Field("state", heading="当前状态", column="Need.state", uses=Use.EXPORTED),
        Field("source", heading="来源", uses=Use.EXPORTED),
    ),
    left_out={
        "Need.community_id": "the community whose clerk imports",
        "Need.version": "counts the changes",
        "Need.year": "the quarter's list it is on, a step of the committee; exported as quarter",
        "Need.quarter": "as the year",
        "Need.visibility": "decided by a person after the import",
        "Need.harmless": "said by a person about the public wording",
        "Need.category_id": "found by the words of the category",
        "Need.asking_partnership_id": "the unit, found or made by its name (source_unit_name)",
        "Need.grid_id": "found by the words of the grid",
        "Need.reporter_name": "names of residents are never imported",
        "Need.reporter_phone": "telephone numbers of residents are never imported",
        "Need.state_reason": "belongs to a step of the committee",
        "Need.merged_into_id": "belongs to a step of the committee",
        "Need.merged_at": "as the need it was merged into",
        "Need.merge_figure": "as the need it was merged into",
        "Need.merge_count": "as the need it was merged into",
        "Need.merge_unit": "as the need it was merged into",
        "Need.created_by_id": "the person signed in",
        "Need.client_key": "the key of a draft on somebody's telephone",
        "Need.code_hash": "of the code that a resident got",
        "Need.consented_at": "the consent of a resident who wrote it down in person",
        "Need.ended_as": "belongs to the record of its end",
        "Need.deferred_on": "set when a meeting puts the need off, a step and no fact of a list",
        "Need.hall_from": "belongs to the invitations of units",
        "Need.same_as_id": "said by whoever records a need by hand",
        "Need.carried_over": "counted when a quarter ends",
        "Need.source": "written by the import itself, with the remark, which has no column of its own",
    },
)  # fmt: skip
