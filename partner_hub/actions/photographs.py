"""Photographs of what was done in a task: added with a report, taken away while the report is not accepted."""

import hashlib
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from partner_hub.actions.models import ActionItem, ActionPhotograph, ActionSupporter
from partner_hub.actions.workflow import ACTION_WORKFLOW, may_report_on_action, may_report_on_part
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed, NotFound
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Permission
from partner_hub.core.photographs import Photograph
from partner_hub.vocabulary.action import OPEN_ACTION_STATES

# Of the task itself, and of each part of a supporting unit.
MAX_PHOTOGRAPHS = 6


def add_photographs(
    actor: Actor, action: ActionItem, photographs: Sequence[Photograph], *, supporter: ActionSupporter | None = None
) -> int:
    """Keep the pictures with the task, or with the part of `supporter`; returns how many are new.

    One that is there already is passed over: after a refused form people choose all of them again.

    Raises:
        NotAllowed: this person reports on neither.
        Conflict: the action item is not open.
        DomainError: there would be more than MAX_PHOTOGRAPHS; then none is kept.
    """
    _require_open_report(actor, action, supporter)
    if not photographs:
        return 0
    # Two people of a unit may send at once: the second waits here and then counts the first one's.
    db.session.execute(select(ActionItem.id).where(ActionItem.id == action.id).with_for_update())
    db.session.refresh(action, ["photographs"])
    known = {each.sha256 for each in photographs_of_report(action, supporter)}
    by_digest = {hashlib.sha256(each.picture).hexdigest(): each for each in photographs}
    new = {digest: each for digest, each in by_digest.items() if digest not in known}
    if len(known) + len(new) > MAX_PHOTOGRAPHS:
        raise DomainError(_too_many_photographs(len(known)), field="photographs")
    for digest, each in new.items():
        action.photographs.append(_row_of_photograph(actor, supporter, digest, each))
    db.session.flush()
    if new:
        record_event(actor, action, "add_photographs", details={"number": len(new)})
    return len(new)


def remove_photograph(actor: Actor, action: ActionItem, photograph: ActionPhotograph) -> None:
    """Raises NotAllowed for who does not report on it; Conflict once the report is accepted, or the task ended."""
    supporter = next((each for each in action.supporters if each.id == photograph.supporter_id), None)
    _require_open_report(actor, action, supporter)
    action.photographs.remove(photograph)
    record_event(actor, action, "remove_photograph", details={"sha256": photograph.sha256})
    db.session.flush()


def photographs_of_report(action: ActionItem, supporter: ActionSupporter | None = None) -> list[ActionPhotograph]:
    """Of the task itself, or of the part of `supporter`."""
    number = supporter.id if supporter else None
    return [each for each in action.photographs if each.supporter_id == number]


def photograph_of(actor: Actor, action: ActionItem, photograph_id: int) -> ActionPhotograph:
    """Raises NotAllowed for who does not work on the task, NotFound for a picture of another one."""
    if not reads_reports(actor, action):
        raise NotAllowed(_("Pictures of a task are for those who work on it."))
    found = next((each for each in action.photographs if each.id == photograph_id), None)
    if found is None:
        raise NotFound
    return found


def reads_reports(actor: Actor, action: ActionItem) -> bool:
    """Whether this person works on the task: for the committee, the responsible unit or a supporting one."""
    supports = any(actor.speaks_for(each.partnership_id) for each in action.supporters)
    return actor.may(Permission.ACTIONS_REPORT) and (may_report_on_action(actor, action) or supports)


def may_change_photographs(actor: Actor, action: ActionItem, supporter: ActionSupporter | None = None) -> bool:
    """The rule of the commands, for the page."""
    reports = may_report_on_part(actor, supporter) if supporter else may_report_on_action(actor, action)
    return actor.may(Permission.ACTIONS_REPORT) and reports and action.state in OPEN_ACTION_STATES


def _require_open_report(actor: Actor, action: ActionItem, supporter: ActionSupporter | None) -> None:
    actor.require(Permission.ACTIONS_REPORT)
    if may_change_photographs(actor, action, supporter):
        return
    if action.state not in OPEN_ACTION_STATES:
        raise ACTION_WORKFLOW.refusal(action)
    raise NotAllowed(_("Only those who report on this add pictures to it and take them away."))


def _too_many_photographs(known: int) -> str:
    most = ngettext("At most %(num)s picture.", "At most %(num)s pictures.", MAX_PHOTOGRAPHS)
    return f"{most} {_('%(number)s are there already.', number=known)}" if known else most


def _row_of_photograph(
    actor: Actor, supporter: ActionSupporter | None, digest: str, photograph: Photograph
) -> ActionPhotograph:
    width, height = photograph.thumbnail_size
    return ActionPhotograph(
        supporter_id=supporter.id if supporter else None,
        added_by_id=actor.user_id,
        added_by=actor.name,
        sha256=digest,
        thumbnail_width=width,
        thumbnail_height=height,
        thumbnail=photograph.thumbnail,
        picture=photograph.picture,
    )
