"""Uploaded workbooks: stored between preview and confirmation, and afterwards as a report."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.vocabulary.workbook_import import ImportKind, ImportOutcome, ImportState


class Import(Timestamped, Versioned, Base):
    """One uploaded workbook.

    `data` is what was read of it, written anew (workbooks.xlsx.writer), and `sha256` its digest. `layout` tells where
    the tables are (see layout/recognition.py), `decisions` holds the clerk's answers by the number of the row
    (workbooks/table/row_numbers.py; {"12": {"unit_name": "5"}}), `report` what became of each row and `counts` the
    sum of it for lists. `waiting`: how many rows wait for an answer after a confirmation. `year` and `quarter`: where
    its needs go.
    """

    __tablename__ = "import"
    __table_args__ = (Index("ix_import_community_id_created_at", "community_id", "created_at"),)

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    kind: Mapped[ImportKind] = mapped_column(enum_type(ImportKind))
    state: Mapped[ImportState] = mapped_column(enum_type(ImportState), default=ImportState.UPLOADED)
    filename: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    layout: Mapped[dict[str, Any]] = mapped_column(default=dict)
    decisions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    report: Mapped[dict[str, Any]] = deferred(mapped_column(JSON, default=dict, nullable=False))
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    waiting: Mapped[int] = mapped_column(default=0, server_default="0")
    year: Mapped[int | None]
    quarter: Mapped[int | None]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_by: Mapped[str] = text_column(60)
    confirmed_at: Mapped[datetime | None]


class ImportedRow(Base):
    """A row of a workbook is known again by the fingerprint of its words, however its record was edited since.

    `record_id` is the id of a partnership, an offering or a need, as `kind` says. What undoing needs: `outcome` (none
    for rows of an earlier version) and the record's version after the import.
    """

    __tablename__ = "imported_row"
    __table_args__ = (
        UniqueConstraint("community_id", "kind", "fingerprint"),
        Index("ix_imported_row_import_id", "import_id"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    import_id: Mapped[int] = mapped_column(ForeignKey("import.id"))
    kind: Mapped[ImportKind] = mapped_column(enum_type(ImportKind))
    fingerprint: Mapped[str] = mapped_column(String(32))
    record_id: Mapped[int]
    excel_row: Mapped[int]
    outcome: Mapped[ImportOutcome | None] = mapped_column(enum_type(ImportOutcome))
    record_version: Mapped[int | None]
