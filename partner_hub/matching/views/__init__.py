from partner_hub.matching.views import lists, noted_answers, panels, partners, record, taking
from partner_hub.matching.views.blueprint import blueprint

__all__ = ["blueprint", "lists", "noted_answers", "panels", "partners", "record", "taking"]
