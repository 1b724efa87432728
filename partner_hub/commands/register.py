"""flask hub register: the decisions and the promises of a community across all quarters."""

from typing import Any

import click

from partner_hub.commands.group import format_option, hub, print_rows
from partner_hub.commands.workbooks import community_option
from partner_hub.communities.queries import community_named
from partner_hub.consents.workflow import states_of_consents
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.quarters import quarter_code
from partner_hub.minutes.registers.decision_register import RegisteredDecision, registered_decisions
from partner_hub.minutes.registers.promise_register import RegisteredPromise, promises_of_actions, registered_actions

search_option = click.option("--search", default="", help="Only rows in which each of these words stands.")


@hub.group("register")
def register_group() -> None:
    """Registers across all quarters."""


@register_group.command("decisions")
@community_option
@search_option
@format_option
def list_decisions(community: str, search: str, form: str) -> None:
    """Every decision of signed minutes, numbered by year, newest first."""
    found = db.session.scalars(registered_decisions(community_named(community).id, {"q": search}))
    print_rows([_decision_as_json(each) for each in found], form)


@register_group.command("promises")
@community_option
@search_option
@format_option
def list_promises(community: str, search: str, form: str) -> None:
    """Every task that was issued, with its first and present deadline, its state and the unit's report."""
    actor = Actor.of_operator(community_named(community).id)
    actions = db.session.scalars(registered_actions(actor, {"q": search})).unique().all()
    print_rows([_promise_as_json(each) for each in promises_of_actions(actor, actions)], form)


def _decision_as_json(row: RegisteredDecision) -> dict[str, Any]:
    return {
        "number": row.number,
        "quarter": quarter_code(row.quarter),
        "text": row.text,
        "item": row.item_title,
        "meeting": row.meeting_title,
        "minutes": row.reference,
        "dated": row.dated,
    }


def _promise_as_json(row: RegisteredPromise) -> dict[str, Any]:
    """`consent`, where units were given it in their absence: what they say."""
    words = states_of_consents(row.consents)
    return {
        "quarter": quarter_code(row.quarter) if row.quarter else None,
        "title": row.action.title,
        "unit": row.action.responsible_name,
        "supporting": "、".join(each.name for each in row.action.supporters),
        "expected": row.action.expected,
        "first_deadline": row.action.first_due,
        "deadline": row.action.due,
        "state": row.action.state.value,
        "report": row.report,
    } | ({"consent": words} if words else {})
