"""Commands about minutes: draft, edit, sign, correct."""

import hashlib
import json
from contextlib import suppress
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.service import take_step
from partner_hub.minutes import issue_document, printing, queries
from partner_hub.minutes.effects.signing import put_into_effect
from partner_hub.minutes.gate.gate import require_open_gate
from partner_hub.minutes.models import IssuedMinutes, Minutes
from partner_hub.minutes.review.notifications import tell_units_of_minutes
from partner_hub.minutes.review.version_line import reason_of_correction
from partner_hub.minutes.workflow import MINUTES_WORKFLOW
from partner_hub.vocabulary.meeting import MeetingState
from partner_hub.vocabulary.minutes import MinutesState


def sign_minutes(
    actor: Actor, minutes: Minutes, meeting: Meeting, *, dated: date | None = None, on_behalf_of: str = ""
) -> IssuedMinutes:
    """Number, print and file the minutes; the action items of the meeting are issued with them.

    Args:
        dated: the day of issue, today unless told otherwise.
        on_behalf_of: the secretary for whom the operator signs.

    Raises: NotAllowed to all but the secretary; Conflict for minutes that are signed, or for a lost race; DomainError
    at the field body when it is empty; SeveralFaults with everything that keeps from it (see gate/gate.py), or with all
    characters that no font here prints.
    """
    MINUTES_WORKFLOW.rule(minutes, MinutesState.SIGNED)
    day = _day_of_issue(minutes, dated)
    require_open_gate(meeting, minutes, issue_document.document_to_issue(meeting, minutes, dated=day))
    _lock_reference_numbers(meeting.community)
    minutes.dated = day
    before = queries.latest_version(minutes)
    signed_by = f"{actor.name}（代{on_behalf_of}）" if on_behalf_of else actor.name
    version = _file_version(actor, minutes, meeting, before, signed_by=signed_by)
    event = MINUTES_WORKFLOW.move(actor, minutes, MinutesState.SIGNED, on_behalf_of=on_behalf_of)
    event.details = {"sha256": version.sha256, "reference": version.reference, "revision": version.revision}
    # The first time, and again when the meeting was reopened since: what was recorded takes effect.
    if before is None or meeting.state is MeetingState.HELD:
        put_into_effect(actor, meeting)
        take_step(actor, meeting, MeetingState.MINUTES_SIGNED)
    tell_units_of_minutes(actor, meeting, version)
    return version


def print_before_signing(minutes: Minutes, meeting: Meeting, dated: date | None) -> None:
    """Print what `sign_minutes` would file now, so that it need not do so under the database's lock.

    To be called outside of any writing transaction. When the text or the number changes until then, it is printed anew;
    what cannot be printed is told by `sign_minutes`.
    """
    with suppress(DomainError):
        day = _day_of_issue(minutes, dated)
        printing.print_ahead(issue_document.document_to_issue(meeting, minutes, dated=day))


def _day_of_issue(minutes: Minutes, dated: date | None) -> date:
    return dated or minutes.dated or clock.local_today()


def correct_minutes(actor: Actor, minutes: Minutes, *, reason: str) -> Minutes:
    """Open signed minutes for a correction: what was issued stays, the next version will name it.

    Raises: NotAllowed, Conflict for minutes that are not signed; DomainError at the field reason.
    """
    MINUTES_WORKFLOW.move(actor, minutes, MinutesState.DRAFTING, reason=reason)
    return minutes


def _file_version(
    actor: Actor, minutes: Minutes, meeting: Meeting, before: IssuedMinutes | None, *, signed_by: str
) -> IssuedMinutes:
    document = issue_document.document_to_issue(meeting, minutes)
    if not document.body:
        raise DomainError(_("The minutes are empty."), field="body")
    printed = printing.print_minutes(document)
    assert document.number is not None  # noqa: S101 - issue_document.document always gives one
    version = IssuedMinutes(
        minutes_id=minutes.id,
        community_id=meeting.community_id,
        year=document.number.year,
        number=document.number.serial,
        revision=before.revision + 1 if before else 1,
        replaces_id=before.id if before else None,
        reason=reason_of_correction(minutes) if before else "",
        dated=document.dated,
        title=document.title,
        pages=printed.pages,
        size=len(printed.pdf),
        sha256=hashlib.sha256(printed.pdf).hexdigest(),
        pdf=printed.pdf,
        record=json.loads(document.to_json()),
        toolchain=printing.toolchain_of_minutes(),
        signed_by_id=actor.user_id,
        signed_by=signed_by,
    )
    db.session.add(version)
    db.session.flush()
    return version


def _lock_reference_numbers(community: Community) -> None:
    """Two signatures of one community must not draw the same number: the second waits here for the first."""
    db.session.execute(select(Community.id).where(Community.id == community.id).with_for_update())
