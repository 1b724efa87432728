"""Commands about needs: record, edit, take a step, put on a quarter's list, merge."""

from typing import Any

from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.communities.quarter_queries import require_running_quarter, running_quarter
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotAllowed, raise_refusal
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission, Role
from partner_hub.core.quarters import Quarter
from partner_hub.needs.carry_over import go_on_in_running_quarter
from partner_hub.needs.ends import reopen_need, why_not_end
from partner_hub.needs.merging import merge_need, unmerge_need
from partner_hub.needs.message_titles import retitling_messages
from partner_hub.needs.models import Need
from partner_hub.needs.need_fields import write_imported_fields, write_typed_fields
from partner_hub.needs.workflow import NEED_WORKFLOW, may_read_in_full, require_clean_wording
from partner_hub.vocabulary.need import PUBLIC_NEED_STATES, NeedState

# On whose behalf a clerk typed a need; written into the record, so it is Chinese like the channels.
CALLER_BY_CHANNEL = {"热线": "来电居民", "窗口接待": "来访居民"}


def submit_need(
    actor: Actor,
    community: Community,
    *,
    data: dict[str, Any],
    same_as: Need | None = None,
    client_key: str | None = None,
    sent: str = "",
) -> Need:
    """Record a need, by column; it waits for review. A grid worker records in the own grid, a unit asks for itself.

    `same_as` is a need that says the same: staff merge the new one into it, from everybody else it is a hint for staff.
    `client_key` and `sent`, the digest of what was typed, come from offline_drafts, which calls this once a form.

    Raises:
        NotAllowed: this person may not fill these fields.
        DomainError: a field is at fault, or `same_as` cannot be merged into.
    """
    need = Need(
        community_id=community.id,
        created_by_id=actor.user_id,
        client_key=client_key,
        channel=_usual_channel(actor),
        raised_on=clock.local_today(),
    )
    write_typed_fields(actor, need, data)
    db.session.add(need)
    db.session.flush()
    details = {"sent": sent} if sent else {}
    record_event(
        actor, need, "submit", to_state=need.state.value, on_behalf_of=_reported_for(actor, need), details=details
    )
    if same_as and actor.may(Permission.NEEDS_TRIAGE):
        merge_need(actor, need, into=same_as)
    elif same_as:
        need.same_as_id = same_as.id
        db.session.flush()
    return need


def _reported_for(actor: Actor, need: Need) -> str:
    """For whom staff typed it: the name of a unit, or the kind of caller by channel; never a resident's name."""
    if not actor.may(Permission.NEEDS_PERSONAL):
        return ""
    if need.asking_partnership:
        return need.asking_partnership.name
    is_named = need.reporter_name or need.reporter_phone
    return CALLER_BY_CHANNEL.get(need.channel, "居民" if is_named else "")


def edit_need(actor: Actor, need: Need, *, data: dict[str, Any]) -> Need:
    """Change what is recorded.

    Raises:
        NotAllowed: see may_edit_need, or a field is not this person's to fill.
        DomainError: a field is at fault.
        Conflict: somebody saved the need at the same moment.
    """
    require_may_edit_need(actor, need)
    before = {name: getattr(need, name) for name in data}
    with retitling_messages(need):
        write_typed_fields(actor, need, data)
    if need.state in PUBLIC_NEED_STATES and "public_name" in data and not need.public_name:
        raise DomainError(_("Please write the wording for the public first."), field="public_name")
    if changed := sorted(name for name in data if getattr(need, name) != before[name]):
        count_save(need)
        # Which fields, never what they say: the history outlives the personal data.
        record_event(actor, need, "edit", details={"fields": changed})
    return need


def may_edit_need(actor: Actor, need: Need) -> bool:
    """Staff always; whoever asked or recorded it until it has been reviewed."""
    if actor.may(Permission.NEEDS_TRIAGE):
        return True
    return actor.may(Permission.NEEDS_WRITE) and need.state == NeedState.SUBMITTED and may_read_in_full(actor, need)


def require_may_edit_need(actor: Actor, need: Need) -> None:
    """Raises NotAllowed for everybody else than `may_edit_need` says."""
    if not may_edit_need(actor, need):
        raise NotAllowed


def register_need(actor: Actor, community: Community, *, data: dict[str, Any], source: dict[str, Any]) -> Need:
    """Bring in one row of a needs list, by column; without `year` and `quarter` for the quarter it was raised in.

    What comes in for a quarter that is closed is for the one that runs.

    It waits for review like every other need: nobody but the staff and its own grid reads it before.

    Raises:
        NotAllowed: this person may not import.
    """
    actor.require(Permission.IMPORT)
    need = Need(community_id=community.id, created_by_id=actor.user_id, source=source)
    write_imported_fields(need, data)
    need.content = need.content or ""
    need.year, need.quarter = running_quarter(community.id, _quarter_raised_in(need))
    db.session.add(need)
    db.session.flush()
    record_event(actor, need, "import", to_state=need.state.value, details={"source": source})
    return need


def review_need(actor: Actor, need: Need, *, data: dict[str, Any], quarter: Quarter | None) -> Need:
    """Settle what review settles, accept the need, and put it on the list of `quarter` unless it is to wait.

    `data` holds the public wording and the visibility besides what else is settled. A need on which work has begun
    before anybody worded it keeps its state.

    Raises:
        NotAllowed: this person does not review.
        Conflict: the need no longer waits for review.
        DomainError: the public wording is missing or holds personal data.
    """
    actor.require(Permission.NEEDS_TRIAGE)
    if quarter:
        require_running_quarter(need.community_id, quarter)
    if not need.waits_for_review:
        raise NEED_WORKFLOW.refusal(need)
    is_begun = need.state in PUBLIC_NEED_STATES
    edit_need(actor, need, data=data)
    if is_begun:
        require_clean_wording(need)
        return need
    NEED_WORKFLOW.move(actor, need, NeedState.ACCEPTED)
    if quarter:
        need.year, need.quarter = quarter
        NEED_WORKFLOW.move(actor, need, NeedState.PUBLISHED)
    return need


def return_need_to_review(actor: Actor, need: Need) -> None:
    """Nobody reads an accepted need before a person has looked at it again; its wording stays as the proposal.

    One on which work has begun keeps its state, and loses the wording instead.
    """
    actor.require(Permission.NEEDS_TRIAGE)
    before = need.state
    with retitling_messages(need):
        if before in {NeedState.ACCEPTED, NeedState.PUBLISHED}:
            need.state = NeedState.SUBMITTED
        else:
            need.public_name = need.public_text = ""
    count_save(need)
    record_event(actor, need, "return_to_review", from_state=before.value, to_state=need.state.value)


def move_need(actor: Actor, need: Need, *, to: NeedState, reason: str = "") -> Need:
    """Take one step of the workflow. Merging, the quarter's list and the end have commands of their own.

    Raises:
        NotAllowed, DomainError: the guard of the step refused it.
        Conflict: there is no such step, or somebody took one at the same moment.
    """
    if to == NeedState.MERGED:
        raise DomainError(_("Please choose the need it is merged into."))
    if need.state == NeedState.MERGED:
        return unmerge_need(actor, need)
    if NEED_WORKFLOW.rule(need, to).action == "reopen":
        return reopen_need(actor, need, reason=reason)
    raise_refusal(why_not_end(need, to, reason=reason))
    # Nobody takes it meanwhile; what this person saw stays to be compared.
    db.session.execute(db.select(Need.id).where(Need.id == need.id).with_for_update())
    before = need.state
    with retitling_messages(need):
        NEED_WORKFLOW.move(actor, need, to, reason=reason)
    go_on_in_running_quarter(actor, need, was=before)
    need.state_reason = reason.strip()
    db.session.flush()
    return need


def _usual_channel(actor: Actor) -> str:
    if actor.partnership_ids:
        return "共建单位"
    return "入户走访" if Role.GRID_WORKER in actor.roles else "窗口接待"


def _quarter_raised_in(need: Need) -> tuple[int, int]:
    if need.year and need.quarter:
        return need.year, need.quarter
    return clock.quarter_of(need.raised_on or clock.local_today())
