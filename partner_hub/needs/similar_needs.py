"""Needs similar to a text that is being typed; compared are only the words that this reader may see."""

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.matching.scoring import NeedText, find_needs_like
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import read_need
from partner_hub.needs.queries import visible_needs
from partner_hub.vocabulary.need import OPEN_NEED_STATES

MAX_SIMILAR_SHOWN = 3
# Out of 100; on the labelled communities 66 of the 69 troubles told twice that are found reach it, and four in ten of
# the others have nothing that does. Far behind the best one nothing is worth a look.
MIN_SIMILAR_SCORE, SHARE_OF_BEST = 28.0, 0.6
SHORTEST_COMPARED_TEXT, LONGEST_COMPARED_TEXT = 4, 500
# The newest ones are compared: an answer while typing must come at once.
MAX_NEEDS_COMPARED = 500


def needs_similar_to(actor: Actor, text: str, *, besides: Need | None = None) -> list[Need]:
    """The open needs that are most like it, best first."""
    if len(text.strip()) < SHORTEST_COMPARED_TEXT:
        return []
    statement = visible_needs(actor).where(Need.state.in_(OPEN_NEED_STATES), Need.id != (besides.id if besides else 0))
    needs = {need.id: need for need in db.session.scalars(statement.order_by(Need.id.desc()).limit(MAX_NEEDS_COMPARED))}
    found = find_needs_like(
        text[:LONGEST_COMPARED_TEXT], [_comparable_text(actor, need) for need in needs.values()], MAX_SIMILAR_SHOWN
    )
    least = max(MIN_SIMILAR_SCORE, SHARE_OF_BEST * found[0].score) if found else 0
    return [needs[each.need_id] for each in found if each.score >= least]


def _comparable_text(actor: Actor, need: Need) -> NeedText:
    """Hidden words must not be found by guessing: whoever reads the public wording is compared with that."""
    reading = read_need(actor, need)
    return NeedText(
        need.id,
        name=reading.name,
        content=reading.text,
        category=need.category.name if need.category else "",
        category_words=reading.category,
    )
