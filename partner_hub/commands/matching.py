"""flask hub suggest, duplicates, plan: what the pages propose, for the whole community at once."""

from datetime import datetime
from typing import Any

import click
from flask_babel import gettext as _
from sqlalchemy import select

from partner_hub.commands.group import hub, print_json
from partner_hub.communities.queries import community_named
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.quarters import parse_quarter
from partner_hub.matching.planning import proposal
from partner_hub.matching.scoring import OfferingText, Suggestion, find_near_duplicates
from partner_hub.matching.suggestions import explanations, queries
from partner_hub.matching.suggestions.offering_index import indexed_offerings
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering

community_option = click.option("--community", required=True, help="Name of the community.")
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to list."
)
DAY = click.DateTime(["%Y-%m-%d"])


@hub.command("suggest")
@community_option
@click.option("--on", "day", type=DAY, help="The day that replaces today: what is out of date on it never appears.")
@click.option("--top", type=click.IntRange(1), default=5, show_default=True, help="How many offerings for each need.")
@format_option
def suggest_offerings(community: str, day: datetime | None, top: int, form: str) -> None:
    """Tell for each need which offerings fit it best, with the score (0 to 100) and its parts.

    Every need that is not closed is listed: waiting for review, accepted, on a list, being worked on, partly met. Met,
    closed, merged, referred, declined and withdrawn ones are not. Offerings that are full, that were put aside for the
    need, or whose unit may start nothing now are left out; pairs that a match joins already stay. Rows are those of the
    workbooks, null for what was typed in. Below a score of 50 nothing can be said to fit.
    """
    found = community_named(community)
    actor, on = Actor.of_operator(found.id), day.date() if day else clock.local_today()
    lists = queries.suggestions_for_every_need(actor, found, on, top)
    rows, texts = _offering_rows(found.id), indexed_offerings(found).index.offerings
    if form == "json":
        result = [
            {
                "need": {"row": _row_of_source(reading.need.source), "name": reading.name},
                "offerings": [_suggestion_as_json(each, rows, texts[each.offering_id]) for each in best],
            }
            for reading, best in lists
        ]
        print_json(result)
        return
    for reading, best in lists:
        click.echo(f"{_row_prefix(reading.need)}{reading.name}{_review_note(reading.need)}")
        for each in best:
            text, reasons = texts[each.offering_id], explanations.sentence_of_reasons(each.reasons)
            click.echo(f"  {each.score:5.1f}  {text.name} ({text.unit_name})  {reasons}")


def _suggestion_as_json(suggestion: Suggestion, rows: dict[int, int | None], text: OfferingText) -> dict[str, Any]:
    return {
        "row": rows.get(suggestion.offering_id),
        "name": text.name,
        "unit_name": text.unit_name,
        "score": suggestion.score,
        "parts": explanations.reasons_to_json(suggestion.reasons),
    }


@hub.command("duplicates")
@community_option
@click.option("--top", type=click.IntRange(1), default=50, show_default=True, help="How many pairs at most.")
@format_option
def list_duplicates(community: str, top: int, form: str) -> None:
    """Tell which open needs may be one trouble told twice, the likeliest pair first (score 0 to 100).

    The same needs are compared as in suggest.
    """
    found = community_named(community)
    needs = {reading.id: (reading, text) for reading, text in queries.unclosed_need_texts(Actor.of_operator(found.id))}
    texts = [text for _reading, text in needs.values()]
    pairs = find_near_duplicates(texts, top, indexed_offerings(found).index)
    rows = [
        {"needs": [_row_of_need(needs[number][0].need) for number in (pair.first, pair.second)], "score": pair.score}
        for pair in pairs
    ]
    if form == "json":
        print_json(rows)
        return
    for pair in pairs:
        click.echo(f"{pair.score:5.1f}  {needs[pair.first][0].name}  =  {needs[pair.second][0].name}")


@hub.command("plan")
@community_option
@click.option("--quarter", required=True, help="For instance 2025Q3.")
@click.option("--on", "day", type=DAY, help="The day that replaces today; without it, today or the quarter's last day.")
@format_option
def propose_plan(community: str, quarter: str, day: datetime | None, form: str) -> None:
    """Propose which unit to ask for which need of the quarter, as many needs served as possible. Nothing is written.

    The needs are those on the list of the quarter, those that earlier lists have left open, and those that wait for
    review: a unit can be asked for these once their public wording is accepted. What is taken by a match is not asked
    for again. The objective is the sum of the points of the lines; no assignment serves more needs than
    "most", and none that serves as many has more points than "bound".
    """
    found, wanted = community_named(community), parse_quarter(quarter)
    if wanted is None:
        raise DomainError(_("A quarter is written like 2025Q3, not %(text)s.", text=quarter))
    on = day.date() if day else proposal.day_of_plan(wanted)
    made = proposal.propose_assignment(found, wanted, on)
    if form == "json":
        print_json({"quarter": quarter} | _proposal_as_json(made, _offering_rows(found.id)))
    else:
        _print_proposal(made)


def _proposal_as_json(made: proposal.Proposal, rows: dict[int, int | None]) -> dict[str, Any]:
    return {
        "assignment": [_line_as_json(line, rows.get(line.offering_id)) for line in made.lines],
        "wanted": [_row_of_need(need) for need in made.unserved],
        "served": len(made.lines),
        "most": made.most,
        "objective": made.objective,
        "bound": made.bound,
    }


def _line_as_json(line: proposal.ProposedLine, row: int | None) -> dict[str, Any]:
    return {
        "need": _row_of_need(line.need),
        "offering": {"row": row, "name": line.offering_name, "unit_name": line.unit_name},
        "points": line.points,
        "score": line.fit,
        "people": line.weight.reached,
        "urgency": line.need.urgency,
        "parts": explanations.reasons_to_json(line.reasons),
    }


def _print_proposal(made: proposal.Proposal) -> None:
    for line in made.lines:
        unit = f"{line.offering_name} ({line.unit_name})"
        click.echo(f"{line.points:6}  {line.need.name}{_review_note(line.need)}  <-  {unit}")
    for need in made.unserved:
        click.echo(f"     -  {need.name}{_review_note(need)}")
    click.echo(
        _(
            "%(served)s needs served (no assignment serves more than %(most)s), %(objective)s points (bound %(bound)s)",
            served=len(made.lines),
            most=made.most,
            objective=made.objective,
            bound=made.bound,
        )
    )


def _offering_rows(community_id: int) -> dict[int, int | None]:
    rows = db.session.execute(select(Offering.id, Offering.source).where(Offering.community_id == community_id))
    return {number: _row_of_source(source) for number, source in rows}


def _row_of_need(need: Need) -> dict[str, Any]:
    return {"row": _row_of_source(need.source), "name": need.name}


def _review_note(need: Need) -> str:
    """Said behind the name of a need that only the staff may read yet."""
    return f"  [{_('Waiting for review')}]" if need.waits_for_review else ""


def _row_of_source(source: dict[str, Any] | None) -> int | None:
    return (source or {}).get("row")


def _row_prefix(need: Need) -> str:
    row = _row_of_source(need.source)
    return f"{row}  " if row else ""
