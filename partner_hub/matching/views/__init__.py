from partner_hub.matching.views import lists, minutes_titles, noted_answers, panels, partners, record, taking
from partner_hub.matching.views.blueprint import blueprint

__all__ = ["blueprint", "lists", "minutes_titles", "noted_answers", "panels", "partners", "record", "taking"]
