"""Kinds and states of an imported workbook."""

import enum


class ImportKind(enum.StrEnum):
    UNITS = "units"
    OFFERINGS = "offerings"
    NEEDS = "needs"


class ImportState(enum.StrEnum):
    UPLOADED = "uploaded"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
