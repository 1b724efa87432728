"""flask hub explain: what the ranking reads in a text, and how the score of a pair comes about."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

import click
from flask_babel import gettext as _

from partner_hub.commands.group import format_option, hub, print_json
from partner_hub.communities.models import Community
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.matching.planning.proposal import recorded_text
from partner_hub.matching.scoring import NeedText
from partner_hub.matching.scoring.explain import (
    ConceptHit,
    ScoreBreakdown,
    TextExplanation,
    break_down_score,
    explain_text,
)
from partner_hub.matching.suggestions.explanations import label_of_channel
from partner_hub.matching.suggestions.offering_index import indexed_offerings
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering

# Nearer to 0, a text is neither plainly spoken nor plainly official.
MIN_PLAIN_REGISTER: Final = 0.2


@hub.command("explain")
@click.argument("text", default="")
@click.option("--need", "need_id", type=int, help="The number of a need, whose recorded words replace TEXT.")
@click.option("--offering", "offering_id", type=int, help="The number of an offering: tell the score of the two.")
@click.option("--top", type=click.IntRange(1), default=5, show_default=True, help="How many concepts at most.")
@format_option
def explain_ranking(text: str, need_id: int | None, offering_id: int | None, top: int, form: str) -> None:
    """Tell which concepts of the thesaurus TEXT hits, by which words, and what else is read from it.

    Weights count in the channel "help" (the likeliest concept 1.00); percentages are a word's share of the similarity;
    the words are those that have a vector. With an offering: each channel's similarity times its weight, and how their
    sum becomes the score (docs/ranking.md); in brackets by what a weight differs from elsewhere, as the community's own
    choices taught. Numbers are those of the pages' addresses. Nothing is written.
    """
    if need_id is None and not text.strip():
        raise click.UsageError("Give TEXT, or --need with a number.")
    need = _need_to_explain(text, need_id)
    found = explain_text(need, top)
    score = _score_breakdown(need, need_id, offering_id) if offering_id is not None else None
    if form == "json":
        result = {"text": asdict(found), "score": asdict(score) | {"total": score.total} if score else None}
        print_json(result)
        return
    for line in (*_lines_on_text(found), *(_lines_on_score(score) if score else ())):
        click.echo(line)


def _need_to_explain(text: str, need_id: int | None) -> NeedText:
    if need_id is None:
        return NeedText(0, text)
    need = db.session.get(Need, need_id)
    if need is None:
        raise DomainError(_("There is no need with the number %(number)s.", number=need_id))
    return recorded_text(need)


def _score_breakdown(need: NeedText, need_id: int | None, offering_id: int) -> ScoreBreakdown:
    """Among the offerings of the need's community; a text that is no need is held against the offering's own."""
    record = db.session.get(Offering, offering_id) if need_id is None else db.session.get_one(Need, need_id)
    indexed = indexed_offerings(db.session.get_one(Community, record.community_id)) if record else None
    if indexed is None or offering_id not in indexed.facts:
        raise DomainError(_("There is no listed offering with the number %(number)s.", number=offering_id))
    return break_down_score(indexed.index, need, offering_id)


def _lines_on_text(found: TextExplanation) -> Iterator[str]:
    yield from map(_line_on_concept, found.concepts)
    if not found.concepts:
        yield _("No concept resembles this text.")
    yield _("register: %(value)s (%(name)s)", value=f"{found.register:+.2f}", name=_register_name(found.register))
    labels = (_("words"), found.words), (_("audience"), found.audiences), (_("place"), found.locations)
    yield from (_("%(what)s: %(words)s", what=what, words="、".join(words)) for what, words in labels if words)


def _line_on_concept(hit: ConceptHit) -> str:
    figures = _("similarity %(similarity)s", similarity=f"{hit.similarity:.3f}")
    phrases = "、".join(f"{phrase} {share:.0%}" for phrase, share in hit.phrases)
    return f"{hit.weight:.2f}  {hit.label} ({hit.area})  {figures}  {phrases}".rstrip()


def _register_name(value: float) -> str:
    if abs(value) < MIN_PLAIN_REGISTER:
        return _("neither")
    return _("official") if value > 0 else _("spoken")


def _lines_on_score(score: ScoreBreakdown) -> Iterator[str]:
    for name, weight in score.weights.items():
        similarity = score.similarities[name]
        figures = f"{similarity * weight:+7.2f} = {similarity:.3f} x {weight:.2f}"
        if name in score.factors:
            figures += f" (x {score.factors[name]:.3f})"
        words = "、".join(score.words.get(name, ()))
        yield f"{figures}  {name}: {label_of_channel(name)}  {words}".rstrip()
    if score.beyond_reach:
        reach, weight = score.beyond_reach, score.beyond_weight
        label = _("sounds like a matter for higher places")
        yield f"{-reach * weight:+7.2f} = {reach:.3f} x -{weight:.2f}  beyond: {label}"
    curve = f"100 / (1 + exp(-{score.slope} x ({score.total:.2f} - {score.middle})))"
    sum_word, score_word = _("sum"), _("score")
    yield f"{score.total:7.2f}  {sum_word}"
    yield f"{score.score:7.2f}  {score_word} = {curve}"
