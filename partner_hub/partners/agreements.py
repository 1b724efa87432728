"""Partnership agreements (共建协议), which the committee writes; it and the unit itself read them, and nobody else."""

from datetime import date, timedelta
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from sqlalchemy.orm import contains_eager

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError, NotFound
from partner_hub.core.events import record_event
from partner_hub.core.kept_files import KeptFile
from partner_hub.core.optimistic_lock import count_save
from partner_hub.core.permissions import Permission
from partner_hub.core.template_filters import format_day
from partner_hub.messages.queries import people_of_committee
from partner_hub.messages.service import TargetPage, notify_people
from partner_hub.partners.models import Agreement, Partnership
from partner_hub.partners.queries import may_read_contacts

# A review that comes within these days is spoken of.
REVIEW_REMINDER_LEAD: Final = timedelta(days=30)
AGREEMENT_FIELDS: Final = ("starts_on", "ends_on", "review_on", "goals", "note")


def write_agreement(
    actor: Actor, partnership: Partnership, *, data: dict[str, Any], scan: KeptFile | None = None
) -> Agreement:
    """`data`: starts_on, ends_on, review_on, goals (list of what, number, unit), note.

    Raises:
        NotAllowed: this person does not keep the list of units.
        DomainError: the days are not in their order.
    """
    actor.require(Permission.UNITS_WRITE)
    agreement = Agreement(partnership=partnership)
    _write_agreement_fields(agreement, data, scan)
    db.session.add(agreement)
    db.session.flush()
    record_event(actor, partnership, "add_agreement", details={"agreement": agreement.id})
    return agreement


def change_agreement(
    actor: Actor, agreement: Agreement, *, data: dict[str, Any], scan: KeptFile | None = None
) -> Agreement:
    """`data` as in write_agreement; without a new `scan` the old one stays.

    Raises as write_agreement, and Conflict when somebody saved it at the same moment.
    """
    actor.require(Permission.UNITS_WRITE)
    changed = _write_agreement_fields(agreement, data, scan)
    count_save(agreement)
    record_event(
        actor, agreement.partnership, "change_agreement", details={"agreement": agreement.id, "fields": changed}
    )
    return agreement


def may_read_agreements(actor: Actor, partnership: Partnership) -> bool:
    return may_read_contacts(actor, partnership)


def agreements_of(partnership: Partnership) -> list[Agreement]:
    """The latest term first; the scans themselves are not loaded."""
    statement = db.select(Agreement).where(Agreement.partnership_id == partnership.id)
    return list(db.session.scalars(statement.order_by(Agreement.starts_on.desc(), Agreement.id.desc())))


def agreement_of(actor: Actor, agreement_id: int) -> Agreement:
    """Raises NotFound for one that is not this person's to read."""
    found = db.session.scalar(_agreements_of_community(actor.community_id).where(Agreement.id == agreement_id))
    if found is None or not may_read_agreements(actor, found.partnership):
        raise NotFound
    return found


def remind_of_due_reviews(today: date) -> int:
    """Nightly: notify the committee of reviews that come within a month, and once more when the day has passed.

    Returns how many people were notified.
    """
    statement = (
        db.select(Agreement)
        .join(Agreement.partnership)
        .options(contains_eager(Agreement.partnership))
        .where(Agreement.review_on <= today + REVIEW_REMINDER_LEAD, Agreement.ends_on >= today, Partnership.is_active)
    )
    return sum(
        _remind_of_review(agreement, today) for agreement in db.session.scalars(statement.order_by(Agreement.id))
    )


def agreement_review_state(agreement: Agreement, today: date) -> str:
    """Whether the review of a running agreement is to be spoken of: passed, soon, or empty."""
    if agreement.review_on is None or agreement.ends_on < today or agreement.review_on > today + REVIEW_REMINDER_LEAD:
        return ""
    return "passed" if agreement.review_on < today else "soon"


def _remind_of_review(agreement: Agreement, today: date) -> int:
    unit, state = agreement.partnership, agreement_review_state(agreement, today)
    sentence = {
        "soon": _l("The agreement with “%(name)s” is to be reviewed", name=unit.name),
        "passed": _l("The review of the agreement with “%(name)s” is overdue", name=unit.name),
    }[state]
    key = f"agreement-review:{agreement.id}:{agreement.review_on}:{state}"
    return notify_people(
        people_of_committee(unit.community_id),
        TargetPage(unit.community_id, "units", key, "partners.show", {"partnership_id": unit.id}),
        subject=sentence,
        details=_l("Day of the review: %(day)s", day=LazyString(format_day, agreement.review_on)),
        button=_l("Edit the agreement"),
    )


def _agreements_of_community(community_id: int) -> Select[Agreement]:
    return (
        db.select(Agreement)
        .join(Agreement.partnership)
        .options(contains_eager(Agreement.partnership))
        .where(Partnership.community_id == community_id)
    )


def _write_agreement_fields(agreement: Agreement, data: dict[str, Any], scan: KeptFile | None) -> list[str]:
    if data["ends_on"] < data["starts_on"]:
        raise DomainError(_("The last day lies before the first one."), field="ends_on")
    if data.get("review_on") and data["review_on"] < data["starts_on"]:
        raise DomainError(_("The review lies before the first day."), field="review_on")
    changed = [field for field in AGREEMENT_FIELDS if getattr(agreement, field) != data[field]]
    for field in changed:
        setattr(agreement, field, data[field])
    if scan:
        agreement.scan_name, agreement.scan_mime, agreement.scan = scan.name, scan.mime, scan.data
        changed.append("scan")
    return changed
