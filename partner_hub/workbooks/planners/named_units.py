"""Resolves the names of units in the lists of offerings and needs, or asks about them."""

from typing import Final

from partner_hub.partners.unit_name_matching import Candidate, Certainty, Resolution, plain_unit_name, resolve_unit_name
from partner_hub.workbooks.plan.existing_records import Known
from partner_hub.workbooks.plan.plan import Choice
from partner_hub.workbooks.planners.draft import Draft

# A form that is not wholly found in the full name is proposed, not concluded (蓝鳍救援队).
SCORE_TO_CONCLUDE: Final = 0.7


def settle_unit(draft: Draft, field: str, name: str, known: Known, code: str = "") -> tuple[str | None, str]:
    """The id (None while open) and name of the unit; notes a conclusion or asks a question."""
    resolution = resolve_unit_name(name, known.units, code)
    found = resolution.best
    if found is None or not (found.whole and found.score >= SCORE_TO_CONCLUDE):
        _ask_for_unit(draft, field, resolution, found)
        return None, name
    if plain_unit_name(found.name) != plain_unit_name(name):
        reason = "short_name" if resolution.certainty is Certainty.PROBABLE else found.reason
        draft.conclude(field, draft.words(field), found.name, reason)
        draft.planned.score = found.score
    return found.id, found.name


def _ask_for_unit(draft: Draft, field: str, resolution: Resolution, proposed: Candidate | None) -> None:
    choices = [Choice(each.id, each.name, each.score) for each in resolution.ranked]
    last = [Choice("none")] if field == "source_unit_name" else []
    proposal = proposed.id if proposed else None
    choices += [Choice("new", resolution.text), *last, Choice("skip")]
    draft.ask(field, choices, proposal, safe=proposal is not None)
