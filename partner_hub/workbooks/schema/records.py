"""The three kinds of lists, and what a row of each becomes.

Dates are text, YYYY-MM-DD or as precise as the file (YYYY-MM).
"""

from collections.abc import Mapping
from typing import Final, TypeAlias

from partner_hub.workbooks.schema.field import Schema
from partner_hub.workbooks.schema.needs import NEEDS, NeedRecord
from partner_hub.workbooks.schema.offerings import OFFERINGS, OfferingRecord
from partner_hub.workbooks.schema.units import UNITS, UnitRecord

Record: TypeAlias = UnitRecord | OfferingRecord | NeedRecord
SCHEMAS: Final[Mapping[str, Schema]] = {each.kind: each for each in (UNITS, OFFERINGS, NEEDS)}
RECORD_CLASSES: Final[Mapping[str, type[Record]]] = {kind: schema.record for kind, schema in SCHEMAS.items()}
