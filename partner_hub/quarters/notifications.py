"""Notifications to units of the call of a quarter, and before it ends."""

from collections.abc import Sequence
from datetime import date

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from partner_hub.accounts.models import User
from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.quarters import quarter_code
from partner_hub.core.template_filters import format_day, quarter_name
from partner_hub.messages.queries import people_of_units
from partner_hub.messages.service import TargetPage, notify_people
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.unit import ACTIVE_UNIT_STATES

REMINDER_SUBJECTS = {
    "items": _l("Agenda items can be proposed until %(day)s"),
    "lists": _l("Needs and offerings can be handed in until %(day)s"),
}


def notify_of_call(actor: Actor, row: CommunityQuarter) -> int:
    """Each person once for the same theme and dates, however often the call is sent."""
    return notify_people(
        called_people(row.community_id),
        _target_of_call(row).at(f"{row.theme[:40]}-{row.items_until}-{row.lists_until}"),
        subject=LazyString(_subject_of_call, row.year, row.quarter, row.theme),
        details=LazyString(dates_of_call, row.items_until, row.lists_until),
        button=_l("See the call"),
        by=actor,
    )


def remind_of_call(row: CommunityQuarter, kind: str, until: date) -> int:
    """`kind` is items or lists."""
    return notify_people(
        called_people(row.community_id),
        _target_of_call(row).at(f"{kind}-{until}"),
        subject=LazyString(_subject_of_reminder, kind, until),
        button=_l("See the call"),
    )


def called_people(community_id: int) -> Sequence[User]:
    """The people of the community's active units."""
    active = select(Partnership.id).where(
        Partnership.community_id == community_id, Partnership.state.in_(ACTIVE_UNIT_STATES)
    )
    return people_of_units(db.session.scalars(active).all())


def dates_of_call(items_until: date | None, lists_until: date | None) -> str:
    """Until when what is handed in, in sentences."""
    sentences = []
    if items_until:
        sentences.append(_("Agenda items until %(day)s.", day=format_day(items_until)))
    if lists_until:
        sentences.append(_("Needs and offerings until %(day)s.", day=format_day(lists_until)))
    return " ".join(sentences)


def _subject_of_call(year: int, number: int, theme: str) -> str:
    words = {"quarter": quarter_name(year, number), "theme": theme}
    return _("Call for %(quarter)s: %(theme)s", **words) if theme else _("Call for %(quarter)s", **words)


def _subject_of_reminder(kind: str, until: date) -> str:
    return str(REMINDER_SUBJECTS[kind]) % {"day": format_day(until)}


def _target_of_call(row: CommunityQuarter) -> TargetPage:
    values = {"code": quarter_code((row.year, row.quarter))}
    return TargetPage(row.community_id, "quarter", f"quarter:{row.id}:call", "quarters.call", values)
