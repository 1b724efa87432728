"""The declared fields of the three lists: nothing that the database keeps is forgotten in them."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import pytest

from partner_hub.imports.preview.messages import UNSHOWN_FIELDS
from partner_hub.imports.schema.columns import MODEL_OF_NAME
from partner_hub.imports.schema.templates import template_of_kind
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.plan.plan import Plan
from partner_hub.workbooks.reader import read_workbook
from partner_hub.workbooks.schema.field import Schema, Use
from partner_hub.workbooks.schema.header_words import HEADER_WORDS
from partner_hub.workbooks.schema.records import SCHEMAS
from partner_hub.workbooks.schema.units import UnitRecord
from partner_hub.workbooks.table.choice import tables_to_read
from tests.workbooks.books import SheetOf, build, plan_of

# Every table has them, and core/db.py fills them.
OF_EVERY_TABLE = {"id", "created_at", "updated_at"}

of_every_kind = pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)


def table(*rows: Sequence[Any]) -> bytes:
    return build(表=SheetOf(rows))


def units(plan: Plan) -> list[UnitRecord]:
    return [row.record for row in plan.rows if isinstance(row.record, UnitRecord)]


@of_every_kind
def test_every_column_of_the_models_is_declared_or_left_out_with_a_reason(schema: Schema) -> None:
    declared = {field.column for field in schema.fields if field.column}
    kept = {
        f"{name}.{attribute.key}"
        for name in schema.models
        for attribute in MODEL_OF_NAME[name].__mapper__.column_attrs
        if attribute.key not in OF_EVERY_TABLE
    }
    assert kept - declared - schema.left_out.keys() == set(), "add a Field, or a reason to left_out"
    assert declared | schema.left_out.keys() == kept, "no such column"
    assert declared & schema.left_out.keys() == set()
    assert all(schema.left_out.values())


@of_every_kind
def test_every_attribute_of_a_record_is_declared(schema: Schema) -> None:
    assert {each.name for each in fields(schema.record)} - {each.name for each in schema.fields} == set()


@of_every_kind
def test_every_column_that_comes_in_and_goes_out_is_an_attribute_of_the_record(schema: Schema) -> None:
    kept = {each.name for each in fields(schema.record)}
    assert {each.name for each in schema.fields if Use.COLUMN | Use.JSON in each.uses} - kept == set()


@of_every_kind
def test_every_recognised_column_is_declared_as_one(schema: Schema) -> None:
    recognised = {name for name in HEADER_WORDS[schema.kind] if not name.startswith("_")}
    # A second column of telephones has the words of the first.
    assert recognised | {"phones2"} >= set(schema.names_for(Use.COLUMN)) >= recognised


@of_every_kind
def test_every_exported_or_offered_column_has_a_heading(schema: Schema) -> None:
    headed = schema.fields_for(Use.TEMPLATE) + schema.fields_for(Use.WORKBOOK)
    assert [each.name for each in headed if not each.heading] == []


@of_every_kind
def test_our_template_is_recognised_as_it_was_meant(schema: Schema) -> None:
    title, headings = template_of_kind(ImportKind(schema.kind))
    workbook = read_workbook(table(headings), f"{title}.xlsx")
    expected = {name: number for number, name in enumerate(schema.names_for(Use.TEMPLATE), start=1)}
    (found,) = tables_to_read(workbook, schema.kind)
    assert found.columns == expected


def test_the_party_organisation_of_a_unit_is_read() -> None:
    plan = plan_of("units", table(["单位名称", "党组织", "联系人"], ["柳岸药店", "柳岸药店 党支部", "方晴"]))
    assert [(each.name, each.party_organisation) for each in units(plan)] == [("柳岸药店", "柳岸药店党支部")]


@pytest.mark.parametrize("words", ["方晴", "有"])
def test_what_is_no_party_organisation_is_not_read_as_one(words: str) -> None:
    plan = plan_of("units", table(["单位名称", "党组织", "联系人"], ["柳岸药店", words, "罗玥"]))
    assert [each.party_organisation for each in units(plan)] == [""]


@of_every_kind
def test_the_order_of_a_download_names_its_columns(schema: Schema) -> None:
    assert set(schema.download_order) <= {each.name for each in schema.downloaded(is_committee=False)}


@of_every_kind
def test_every_fact_that_pages_show_has_a_label(schema: Schema) -> None:
    shown = {each.name for each in fields(schema.record)} - UNSHOWN_FIELDS
    compared = set(schema.names_for(Use.COMPARED))
    assert (shown | compared) - {each.name for each in schema.fields if each.label} == set()


@of_every_kind
def test_what_a_field_also_writes_is_an_attribute_of_a_model(schema: Schema) -> None:
    attributes = {each.key for name in schema.models for each in MODEL_OF_NAME[name].__mapper__.column_attrs}
    assert {name for field in schema.fields for name in field.also_writes} <= attributes
