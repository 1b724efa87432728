"""The plan for a list of units."""

from .known import Known
from .layout import Layout
from .plan import Plan
from .workbook import Workbook


def plan_units(layout: Layout, workbook: Workbook, known: Known) -> Plan:
    raise NotImplementedError
