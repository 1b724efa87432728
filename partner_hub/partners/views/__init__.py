"""Views of units, by noun: units, their steps, public registration (joining), agreements, liaisons."""

from partner_hub.partners.views import agreements, joining, liaisons, steps, units
from partner_hub.partners.views.blueprint import blueprint

__all__ = ["agreements", "blueprint", "joining", "liaisons", "steps", "units"]
