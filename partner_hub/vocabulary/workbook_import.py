"""Kinds and states of an imported workbook."""

import enum


class ImportKind(enum.StrEnum):
    UNITS = "units"
    OFFERINGS = "offerings"
    NEEDS = "needs"


class ImportState(enum.StrEnum):
    UPLOADED = "uploaded"
    PARTLY = "partly"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    PARTLY_UNDONE = "partly_undone"
    UNDONE = "undone"


class ImportOutcome(enum.StrEnum):
    """What became of a row; `flask hub import ... --format json` tells these words."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    MERGED = "merged"
    WAITING = "waiting"
    REFUSED = "refused"
    LEFT_OUT = "left_out"


# Nothing of the file was brought in yet, or some of its rows wait for an answer.
UNFINISHED_IMPORT_STATES = (ImportState.UPLOADED, ImportState.PARTLY)
# Something of the file was brought in.
WRITTEN_IMPORT_STATES = (ImportState.PARTLY, ImportState.CONFIRMED)
UNDONE_IMPORT_STATES = (ImportState.PARTLY_UNDONE, ImportState.UNDONE)
