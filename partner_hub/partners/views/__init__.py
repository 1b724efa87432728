"""Views of units, by noun: units, their steps, public registration (joining), agreements."""

from partner_hub.partners.views import agreements, joining, steps, units
from partner_hub.partners.views.blueprint import blueprint

__all__ = ["agreements", "blueprint", "joining", "steps", "units"]
