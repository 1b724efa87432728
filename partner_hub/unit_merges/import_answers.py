"""What a clerk has answered in imports that go on: the unit that a row means is the kept one from now on."""

from typing import Any

from sqlalchemy import select

from partner_hub.core.db import METADATA, db
from partner_hub.imports.models import Import
from partner_hub.unit_merges.journal import Journal
from partner_hub.workbooks.plan.plan import UNIT_FIELDS


def answer_with_kept_unit(journal: Journal, community_id: int, *, merged_id: int, kept_id: int) -> None:
    table = METADATA.tables[Import.__tablename__]
    found = select(table.c.id, table.c.decisions).where(table.c.community_id == community_id)
    for import_id, decisions in db.session.execute(found.order_by(table.c.id)).all():
        rewritten = {row: _with_kept_unit(answers, str(merged_id), str(kept_id)) for row, answers in decisions.items()}
        journal.change(table, import_id, {"decisions": rewritten})


def _with_kept_unit(answers: dict[str, Any], merged: str, kept: str) -> dict[str, Any]:
    return {field: kept if field in UNIT_FIELDS and value == merged else value for field, value in answers.items()}
