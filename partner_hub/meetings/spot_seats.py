"""Units that come without being on the list: they take a seat on the spot."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import selectinload

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.meetings.attendance import SeatChanges, set_seat
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.models import Meeting
from partner_hub.meetings.record_picker import RecordChoice, UnitChoices
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.meeting import Presence
from partner_hub.vocabulary.unit import GONE_UNIT_STATES


def units_to_seat(meeting: Meeting) -> Sequence[Partnership]:
    """Units of the community that have no seat, whatever their state unless they left; with their short names."""
    seated = db.select(Seat.partnership_id).where(Seat.meeting_id == meeting.id)
    statement = db.select(Partnership).where(
        Partnership.community_id == meeting.community_id,
        Partnership.state.not_in(GONE_UNIT_STATES),
        Partnership.id.not_in(seated),
    )
    return db.session.scalars(statement.order_by(Partnership.id).options(selectinload(Partnership.aliases))).all()


def seat_on_the_spot(actor: Actor, meeting: Meeting, name: str, *, delegate_name: str, delegate_title: str) -> Seat:
    """The unit of this name takes a seat, and is present.

    Raises: NotAllowed, SealedRecord; DomainError at unit for a name that stands for no unit without a seat, or several.
    """
    units = {unit.id: unit for unit in units_to_seat(meeting)}
    choices = [RecordChoice(unit.id, unit.name, tuple(map(str, unit.aliases))) for unit in units.values()]
    found = UnitChoices(choices).one_or_none(name, "unit")
    if found is None:
        sentence = _("No unit without a seat is called “%(unit)s”. Others may be added below as guests.", unit=name)
        raise DomainError(sentence, field="unit")
    data: SeatChanges = {
        "delegate_name": delegate_name,
        "delegate_title": delegate_title,
        "presence": Presence.PRESENT,
    }
    return set_seat(actor, meeting, units[found], data=data)
