"""Commands about the draft: write it, save it, lay it out."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict
from partner_hub.core.events import record_event
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.meetings.models import Meeting
from partner_hub.minutes import queries
from partner_hub.minutes.drafting.choices import DraftChoices
from partner_hub.minutes.drafting.current_draft import choices_for, current_draft
from partner_hub.minutes.drafting.passages import compose_body
from partner_hub.minutes.drafting.stored_passages import StoredPassage, settle_passages
from partner_hub.minutes.models import Minutes
from partner_hub.minutes.wording.punctuation import official_punctuation
from partner_hub.minutes.workflow import require_open
from partner_hub.vocabulary.minutes import PassageKind, Placement

_OWN_SECTION = re.compile(r"own-(\d+)(?:/text)?$", re.ASCII)


def draft_minutes(actor: Actor, meeting: Meeting, *, replace_edited: bool = False) -> Minutes:
    """Write the draft from the record. Passages written by hand are only replaced when `replace_edited` says so.

    Raises: NotAllowed; Conflict for minutes that are signed, for a draft edited by hand, or for a lost race.
    """
    actor.require(Permission.MINUTES_DRAFT)
    minutes = queries.minutes_of(meeting) or _new_minutes(meeting)
    require_open(minutes)
    if not replace_edited and any(each.is_touched for each in stored_passages(minutes)):
        raise Conflict(_("This draft was edited by hand. Tick the box if it shall be replaced all the same."))
    minutes.passages = []
    _store_passages(minutes, settle_passages(current_draft(meeting, minutes)))
    record_event(actor, minutes, "generate")
    return minutes


def save_draft(
    actor: Actor,
    minutes: Minutes,
    meeting: Meeting,
    texts: Mapping[str, str],
    *,
    takes_record: Mapping[str, bool] | None = None,
    dated: date | None = None,
) -> Minutes:
    """Save passages as typed, with full-width marks, and the day of issue.

    Args:
        texts: by key; a key that the draft does not have becomes a passage of its own at the end.
        takes_record: of clashing passages, whether the record's words shall stand.

    Raises: NotAllowed; Conflict for minutes that are signed, or when somebody else saved them first.
    """
    actor.require(Permission.MINUTES_DRAFT)
    require_open(minutes)
    typed = {key: official_punctuation(text) for key, text in texts.items()}
    merged = current_draft(meeting, minutes)
    known = {each.key for each in merged}
    own = [StoredPassage(key, PassageKind.OWN, text) for key, text in typed.items() if key not in known and text]
    minutes.dated, minutes.edited_by = dated, actor.name
    _store_passages(minutes, [*settle_passages(merged, typed, takes_record), *own])
    record_event(actor, minutes, "edit")
    return minutes


def place_passage(actor: Actor, minutes: Minutes, meeting: Meeting, *, key: str, placement: Placement) -> Minutes:
    """Where one passage stands from now on, here and in the next drafts of the community.

    A passage that was written by hand stays, beside what the record gives for that place.

    Raises: NotAllowed; Conflict for minutes that are signed, or for a lost race; DomainError for what cannot be chosen.
    """
    passage = next((each for each in current_draft(meeting, minutes) if each.key == key), None)
    if passage is None or placement not in passage.possible:
        raise Conflict(_("This passage cannot be placed there (any more)."))
    choices = choices_for(meeting.community, minutes).with_placement(key, placement)
    return lay_out_draft(actor, minutes, meeting, choices.with_placement(passage.habit, placement))


def lay_out_draft(actor: Actor, minutes: Minutes, meeting: Meeting, choices: DraftChoices) -> Minutes:
    """Write what nobody has touched as these choices want it; they are kept for the next draft of the community.

    Raises: NotAllowed; Conflict for minutes that are signed, or for a lost race.
    """
    actor.require(Permission.MINUTES_DRAFT)
    require_open(minutes)
    minutes.choices = choices.to_json()
    meeting.community.minutes_choices = choices.for_next_draft().to_json()
    _store_passages(minutes, settle_passages(current_draft(meeting, minutes)))
    record_event(actor, minutes, "lay_out")
    return minutes


def add_section(actor: Actor, minutes: Minutes, meeting: Meeting, *, title: str, text: str) -> Minutes:
    """A section of one's own at the end.

    Raises: NotAllowed; Conflict for minutes that are signed, or for a lost race.
    """
    actor.require(Permission.MINUTES_DRAFT)
    require_open(minutes)
    passages = settle_passages(current_draft(meeting, minutes))
    number = 1 + max(map(_number_of_section, passages), default=0)
    heading = StoredPassage(f"own-{number}", PassageKind.HEADING, official_punctuation(title))
    body = StoredPassage(f"own-{number}/text", PassageKind.OWN, official_punctuation(text))
    _store_passages(minutes, [*passages, heading, body])
    record_event(actor, minutes, "edit")
    return minutes


def _number_of_section(passage: StoredPassage) -> int:
    """Of a section of one's own; 0 of everything else."""
    own = _OWN_SECTION.match(passage.key)
    return int(own[1]) if own else 0


def stored_passages(minutes: Minutes) -> list[StoredPassage]:
    return [StoredPassage.from_json(each) for each in minutes.passages]


def _new_minutes(meeting: Meeting) -> Minutes:
    minutes = Minutes(meeting_id=meeting.id, choices=choices_for(meeting.community, None).to_json())
    db.session.add(minutes)
    db.session.flush()
    return minutes


def _store_passages(minutes: Minutes, passages: Iterable[StoredPassage]) -> None:
    kept = list(passages)
    minutes.passages = [each.to_json() for each in kept]
    minutes.body = compose_body(kept)
    count_save(minutes)
