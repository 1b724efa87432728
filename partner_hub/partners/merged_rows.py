"""What became of rows that were made part of another one when two records of a unit were merged."""

from partner_hub.core.db import db
from partner_hub.partners.merge_models import UnitMerge


def row_after_merges(table_name: str, row_id: int) -> int:
    """The row that speaks for this one now; itself where it stands alone."""
    merges = db.select(UnitMerge.folded).where(UnitMerge.undone_at.is_(None)).order_by(UnitMerge.id)
    for folded in db.session.scalars(merges):
        row_id = folded.get(table_name, {}).get(str(row_id), row_id)
    return row_id
