"""flask hub quarter: what stands in the way of closing one, what closing does, and closing it."""

from typing import Any

import click
from flask_babel import gettext as _

from partner_hub.commands.group import format_option, hub, print_json
from partner_hub.commands.quarter_option import quarter_option
from partner_hub.commands.workbooks import community_option
from partner_hub.communities.models import Community
from partner_hub.communities.quarter_queries import frozen_figures
from partner_hub.communities.queries import community_named
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import SeveralFaults
from partner_hub.core.quarters import Quarter, quarter_code
from partner_hub.quarters.closing import close_quarter, preview_closing


@hub.group("quarter")
def quarter_group() -> None:
    """Look at a community's quarter, and close it."""


@quarter_group.command("show")
@community_option
@quarter_option
@format_option
def show_quarter(community: str, quarter: Quarter, form: str) -> None:
    """What stands in the way of closing the quarter, what would be carried over, and its figures."""
    _print_quarter(_quarter_as_json(community_named(community), quarter), form)


@quarter_group.command("close")
@community_option
@quarter_option
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@format_option
def close_quarter_of_community(community: str, quarter: Quarter, form: str, *, dry_run: bool) -> None:
    """Close the quarter: freeze its figures, carry unmet needs over, open the next one with its call."""
    found = community_named(community)
    before = _quarter_as_json(found, quarter)
    if before["faults"] and dry_run:
        _print_quarter(before, form)
        raise SystemExit(1)
    if not dry_run:
        close_quarter(Actor.of_operator(found.id), found, quarter)
        db.session.commit()
        before |= {"state": "closed"}
    _print_quarter(before, form)


def _quarter_as_json(community: Community, quarter: Quarter) -> dict[str, Any]:
    preview, frozen = preview_closing(community, quarter), frozen_figures(community.id, quarter)
    return {
        "quarter": quarter_code(quarter),
        "state": "closed" if frozen else "open",
        "faults": [{"sentence": sentence, "url": url} for sentence, url in preview.faults] if not frozen else [],
        "carried_over": 0 if frozen else preview.needs_carried,
        "third_carry_overs": 0 if frozen else preview.third_carry_overs,
        "deferred_matches": preview.matches_deferred,
        "returning_items": preview.items_returning,
        "open_actions": preview.actions_open,
        "figures": frozen or preview.figures,
    }


def _print_quarter(row: dict[str, Any], form: str) -> None:
    if form == "json":
        print_json(row)
        return
    if row["faults"]:
        click.echo(
            str(
                SeveralFaults(
                    _("The quarter cannot be closed yet:"), [(each["sentence"], each["url"]) for each in row["faults"]]
                )
            )
        )
    for name in ("quarter", "state", "carried_over", "third_carry_overs", "deferred_matches", "open_actions"):
        click.echo(f"{name}: {row[name]}")
