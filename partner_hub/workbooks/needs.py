"""The plan for a list of needs."""

from .known import Known
from .layout import Layout
from .plan import Plan
from .workbook import Workbook


def plan_needs(layout: Layout, workbook: Workbook, known: Known) -> Plan:
    raise NotImplementedError
