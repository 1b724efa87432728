"""Imports of one community are written one after another, in short steps (adr/0013)."""

from collections.abc import Iterator
from contextlib import contextmanager

from partner_hub.communities.models import Community
from partner_hub.core.db import db, reading_only
from partner_hub.core.errors import Conflict
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.unit_of_work import save_step
from partner_hub.imports.models import Import

# Others wait at most so long, and as long as SQLite takes to let them in.
SECONDS_OF_A_STEP = 0.2


@contextmanager
def while_others_write(entry: Import) -> Iterator[None]:
    """What takes long is made here, before the first step. Saves what the request has written before.

    Raises Conflict at the end when somebody has saved this import meanwhile.
    """
    version = entry.version
    with reading_only():
        yield
    if entry.version != version:
        raise Conflict


def begin_step(entry: Import) -> None:
    """Row lock of the community: each import builds on what the one before has written.

    Raises Conflict when somebody saves this import at the same moment.
    """
    # Rows that name the community may be written meanwhile: whoever answers holds the import, and notes it.
    statement = db.select(Community).where(Community.id == entry.community_id).with_for_update(key_share=True)
    db.session.scalars(statement.execution_options(populate_existing=True)).one()
    count_save(entry)


def begin_next_step(entry: Import) -> None:
    """Save what was written, let others have their turn, go on. Raises Conflict when one of them saved this import."""
    version = entry.version
    save_step()
    begin_step(entry)
    if entry.version != version + 1:
        raise Conflict
