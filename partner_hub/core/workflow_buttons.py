"""Buttons of a workflow on a record's page: those that the actor may use, and the form behind each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from partner_hub.core.actor import Actor
from partner_hub.core.errors import DomainError, NotAllowed
from partner_hub.core.forms import Form, several_lines
from partner_hub.core.transitions import Rule, Workflow


@dataclass(frozen=True)
class Step:
    """`action` is the rule's and the endpoint's name; `needs_reason` opens a field before the button."""

    action: str
    label: LazyString
    needs_reason: bool


class StepForm(Form):
    reason = TextAreaField(_l("Reason"), filters=[several_lines], validators=[Length(max=500)])

    @property
    def problems(self) -> list[str]:
        """Those of the whole form are among `errors`, under no name."""
        return [str(error) for errors in self.errors.values() for error in errors]


def offered_steps(workflow: Workflow, actor: Actor, record: Any, labels: Mapping[str, LazyString]) -> list[Step]:
    """The steps to offer, in the order of the table; an action without a label has no button.

    One whose guard wants something else first is offered, too: pressing it tells what.
    """
    rules = [workflow.rules[record.state, to] for to in workflow.open_to(actor, record)]
    # Where the same action leads to several states, the record itself knows to which: one button.
    found = {rule.action: rule for rule in rules if rule.action in labels and _is_allowed_by_guard(rule, actor, record)}
    return [Step(rule.action, labels[rule.action], rule.reason) for rule in found.values()]


def _is_allowed_by_guard(rule: Rule, actor: Actor, record: Any) -> bool:
    try:
        if rule.guard:
            rule.guard(actor, record)
    except NotAllowed:
        return False
    except DomainError:
        return True
    return True
