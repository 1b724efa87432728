"""Imports of the actor's community."""

from sqlalchemy import Select, func
from sqlalchemy.orm import undefer

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.imports.models import Import
from partner_hub.imports.workflow import IMPORT_WORKFLOW
from partner_hub.vocabulary.workbook_import import WRITTEN_IMPORT_STATES, ImportState


def listed_imports(actor: Actor) -> Select[Import]:
    """The community's imports, newest first, without the files themselves."""
    return db.select(Import).where(Import.community_id == actor.community_id).order_by(Import.id.desc())


def import_of(actor: Actor, import_id: int) -> Import:
    """With its file and report; raises NotFound for other communities' ones."""
    statement = (
        listed_imports(actor).where(Import.id == import_id).options(undefer(Import.data), undefer(Import.report))
    )
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound
    return found


def unconfirmed_import(actor: Actor, import_id: int) -> Import:
    """One of which nothing was brought in yet; raises Conflict for the others."""
    entry = import_of(actor, import_id)
    if entry.state != ImportState.UPLOADED:
        raise IMPORT_WORKFLOW.refusal(entry)
    return entry


def written_import(actor: Actor, import_id: int) -> Import:
    """One of which something was brought in; raises Conflict for the others."""
    entry = import_of(actor, import_id)
    if entry.state not in WRITTEN_IMPORT_STATES:
        raise IMPORT_WORKFLOW.refusal(entry)
    return entry


def count_waiting_rows(actor: Actor) -> tuple[int, int]:
    """How many rows wait for an answer, and of how many imports."""
    statement = db.select(func.coalesce(func.sum(Import.waiting), 0), func.count()).where(
        Import.community_id == actor.community_id, Import.state == ImportState.PARTLY
    )
    rows, imports = db.session.execute(statement).one()
    return int(rows), imports
