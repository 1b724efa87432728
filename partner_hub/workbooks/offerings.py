"""The plan for a list of offerings."""

from .known import Known
from .layout import Layout
from .plan import Plan
from .workbook import Workbook


def plan_offerings(layout: Layout, workbook: Workbook, known: Known) -> Plan:
    raise NotImplementedError
