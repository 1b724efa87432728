"""The list of partner units."""

from dataclasses import dataclass, field
from typing import Final

from partner_hub.workbooks.gettext_marker import N_
from partner_hub.workbooks.schema.field import Field, Schema, Use
from partner_hub.workbooks.schema.source import Source
from partner_hub.workbooks.values import text


@dataclass
class UnitRecord:
    """`former_names` have their days with them (values/former_names.py).

    `credit_code` is what the file says, normalised; `credit_code_valid` is None without a code.
    """

    source: Source
    name: str = ""
    aliases: list[str] = field(default_factory=list)
    former_names: list[str] = field(default_factory=list)
    category: str = ""
    credit_code: str = ""
    credit_code_valid: bool | None = None
    address: str = ""
    party_organisation: str = ""
    party_leader: str = ""
    contact: str = ""
    phones: list[str] = field(default_factory=list)
    joined: str = ""
    remark: str = ""


UNITS: Final = Schema(
    kind="units",
    title="共建单位台账",
    record=UnitRecord,
    models=("PartnerUnit", "Partnership"),
    required=(("name",),),
    usual_columns=7.8,
    fields=(
        Field(
            "name", N_("Name of the unit"), "单位名称", "PartnerUnit.name", text.name_text,
            uses=Use.EVERYWHERE ^ Use.COMPARED, download=N_("Name"),
        ),
        Field(
            "aliases", N_("Short names"), "简称",
            uses=Use.EVERYWHERE ^ Use.TEMPLATE ^ Use.WORKBOOK, download=N_("Short names"),
        ),
        # All other names are aliases; those that are no former ones stand in the workbook under the same heading.
        Field("short_names", heading="简称", uses=Use.EXPORTED),
        Field(
            "former_names", N_("Former names"), "曾用名",
            uses=Use.EVERYWHERE ^ Use.TEMPLATE, download=N_("Former names"),
        ),
        Field("category", N_("Kind of unit"), "单位类别", "Partnership.kind", download=N_("Kind")),
        Field(
            "credit_code", N_("Unified social credit code"), "统一社会信用代码", "PartnerUnit.credit_code",
            download=N_("Unified social credit code"),
        ),
        Field("credit_code_valid", heading="信用代码校验", uses=Use.EXPORTED, download=N_("Code is valid")),
        Field("credit_code_correct", uses=Use.JSON),
        Field("address", N_("Address"), "地址", "Partnership.address", download=N_("Address")),
        Field(
            "party_organisation", N_("Party organisation"), "党组织", "Partnership.party_organisation", text.name_text,
            download=N_("Party organisation"),
        ),
        Field(
            "party_leader", N_("Head of the Party organisation"), "党组织负责人", "Partnership.party_leader",
            download=N_("Leader"),
        ),
        Field("contact", N_("Liaison"), "联络员", "Partnership.contact", download=N_("Liaison")),
        Field(
            "phones", N_("Telephone"), "联系电话", "Partnership.phones",
            download=N_("Telephone numbers"), is_for_committee=True,
        ),
        Field("phones2", N_("Second telephone"), uses=Use.COLUMN),
        Field("joined", N_("Joined on"), "加入时间", "Partnership.joined", download=N_("Partner since")),
        Field(
            "remark", N_("Remark"), "备注", "Partnership.remark", text.running_text,
            download=N_("Notes of the committee"), is_for_committee=True,
        ),
        Field("state", heading="当前状态", column="Partnership.state", uses=Use.EXPORTED, download=N_("State")),
        Field("source", heading="来源", uses=Use.EXPORTED),
    ),
    left_out={
        "Partnership.community_id": "the community whose clerk imports",
        "Partnership.unit_id": "found or made by name and credit code",
        "Partnership.merged_into_id": "made one of two records by a person",
        "Partnership.version": "counts the changes",
        "Partnership.checked_on": "the committee's yearly check, a step and no fact of a list",
        "Partnership.return_reason": "belongs to a step of the committee",
        "Partnership.source": "written by the import itself",
    },
    download_order=(
        "name", "aliases", "former_names", "category", "state", "credit_code", "credit_code_valid",
        "party_organisation", "party_leader", "contact", "address", "joined",
    ),
)  # fmt: skip
