"""Pages of the joint meeting, one file a noun."""

from partner_hub.meetings.views import agenda, attendance, guests, lines, meeting, notice, proposals, record
from partner_hub.meetings.views.blueprint import blueprint

__all__ = ["agenda", "attendance", "blueprint", "guests", "lines", "meeting", "notice", "proposals", "record"]
