from partner_hub.matching.views import lists, panels, partners, record, taking
from partner_hub.matching.views.blueprint import blueprint

__all__ = ["blueprint", "lists", "panels", "partners", "record", "taking"]
