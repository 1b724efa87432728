"""Needs similar to a text that is being typed; compared are only the words that this reader may see."""

from sqlalchemy import ColumnElement, and_

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.matching.scoring import NeedText, find_needs_like
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import read_need
from partner_hub.needs.queries import is_found_in_need, visible_needs
from partner_hub.vocabulary.need import OPEN_NEED_STATES

MAX_SIMILAR_SHOWN = 3
MAX_LIKELY_FOR_MERGE, MAX_FOUND_FOR_MERGE = 6, 20
# Out of 100; on the labelled communities 199 of the 203 troubles told twice that are found reach it, and a third of the
# others have nothing that does. Far behind the best one nothing is worth a look.
MIN_SIMILAR_SCORE, SHARE_OF_BEST = 24.0, 0.6
SHORTEST_COMPARED_TEXT, LONGEST_COMPARED_TEXT = 4, 500
# The newest ones are compared: an answer while typing must come at once.
MAX_NEEDS_COMPARED = 500


def needs_found_for_merge(actor: Actor, need: Need, words: str) -> list[Need]:
    """The open needs that hold these words, or have this number on their own list; without words the likeliest ones."""
    if words.strip():
        found = visible_needs(actor).where(is_found_in_need(actor, words), _is_open_besides(need))
        return list(db.session.scalars(found.order_by(Need.id.desc()).limit(MAX_FOUND_FOR_MERGE)))
    text = f"{need.name} {need.content}"
    likely = needs_similar_to(actor, text, besides=need, most=MAX_LIKELY_FOR_MERGE)
    said = [need.same_as] if need.same_as and need.same_as.state in OPEN_NEED_STATES else []
    return [*said, *(each for each in likely if each not in said)]


def _is_open_besides(need: Need | None) -> ColumnElement[bool]:
    return and_(Need.state.in_(OPEN_NEED_STATES), Need.id != (need.id if need else 0))


def needs_similar_to(
    actor: Actor, text: str, *, besides: Need | None = None, most: int = MAX_SIMILAR_SHOWN
) -> list[Need]:
    """The open needs that are most like it, best first."""
    if len(text.strip()) < SHORTEST_COMPARED_TEXT:
        return []
    statement = visible_needs(actor).where(_is_open_besides(besides))
    needs = {need.id: need for need in db.session.scalars(statement.order_by(Need.id.desc()).limit(MAX_NEEDS_COMPARED))}
    found = find_needs_like(
        text[:LONGEST_COMPARED_TEXT], [_comparable_text(actor, need) for need in needs.values()], most
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
