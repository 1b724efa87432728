"""Resolves the names of units in the lists of offerings and needs, or asks about them."""

from partner_hub.partners.unit_name_matching import Certainty, Resolution, plain_unit_name
from partner_hub.workbooks.plan.existing_records import Known
from partner_hub.workbooks.plan.plan import Choice
from partner_hub.workbooks.planners.draft import Draft


def settle_unit(draft: Draft, field: str, name: str, known: Known, code: str = "") -> tuple[str | None, str]:
    """The id (None while open) and name of the unit; notes a conclusion or asks a question."""
    resolution = known.matcher.resolve(name, code)
    found = resolution.best
    if found is None:
        _ask_for_unit(draft, field, resolution)
        return None, name
    if plain_unit_name(found.name) != plain_unit_name(name):
        reason = "short_name" if resolution.certainty is Certainty.PROBABLE else found.reason
        draft.conclude(field, draft.words(field), found.name, reason)
        draft.planned.score = found.score
    return found.id, found.name


def _ask_for_unit(draft: Draft, field: str, resolution: Resolution) -> None:
    choices = [Choice(each.id, each.name, each.score) for each in resolution.ranked]
    last = [Choice("none")] if field == "source_unit_name" else []
    proposed = resolution.proposed
    choices += [Choice("new", resolution.text), *last, Choice("skip")]
    draft.ask(field, choices, proposed.id if proposed else None, safe=proposed is not None)
