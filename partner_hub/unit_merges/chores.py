"""What is done about merges at night."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.partners.merge_models import UnitMerge
from partner_hub.unit_merges.journal import Journal
from partner_hub.unit_merges.service import move_everything


def gather_late_rows(_day: date) -> int:
    """What somebody wrote for a merged record while it was being merged goes where the rest went; returns how many."""
    moved = 0
    for merge in _standing_merges():
        journal, kept_id = Journal(list(merge.steps)), merge.merged.merged_into_id
        if kept_id is not None:
            found = move_everything(journal, merge.merged_id, kept_id, with_rights=merge.moves_rights)
            moved += sum(found.values())
            merge.steps = journal.steps if found else merge.steps
    return moved


def forget_journals(_day: date) -> int:
    """Once a merge cannot be undone any more, nobody needs to know how the rows stood before."""
    old = [merge for merge in _standing_merges() if merge.steps and merge.undoable_until < clock.utc_now()]
    for merge in old:
        merge.steps = []
    return len(old)


def _standing_merges() -> Iterator[UnitMerge]:
    yield from db.session.scalars(select(UnitMerge).where(UnitMerge.undone_at.is_(None)).order_by(UnitMerge.id)).all()
