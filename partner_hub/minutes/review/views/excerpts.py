"""Each unit's excerpt of signed minutes."""

from collections.abc import Sequence

from flask.typing import ResponseReturnValue
from sqlalchemy import select

from partner_hub.core.actor import current_actor
from partner_hub.core.db import db
from partner_hub.core.errors import NotFound
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.meetings.attendance_models import Seat
from partner_hub.minutes import queries
from partner_hub.minutes.document import MinutesDocument
from partner_hub.minutes.models import IssuedMinutes
from partner_hub.minutes.printing import print_minutes
from partner_hub.minutes.review.excerpt import excerpt_of
from partner_hub.minutes.review.views.blueprint import blueprint
from partner_hub.minutes.views import pdf_response
from partner_hub.partners.models import Partnership
from partner_hub.partners.queries import unit_of


@blueprint.get("/<int:issued_id>/excerpt-<int:unit_id>.pdf")
@requires_permission(Permission.MINUTES_READ)
def excerpt(issued_id: int, unit_id: int) -> ResponseReturnValue:
    document, name = excerpt_for_reader(issued_id, unit_id)
    return pdf_response(print_minutes(document).pdf, f"{name}.pdf")


def excerpt_for_reader(issued_id: int, unit_id: int) -> tuple[MinutesDocument, str]:
    """(the excerpt, a name for its file): the committee's of any unit, a unit's people their own."""
    version, unit = queries.issued_version(current_actor(), issued_id), _unit_of_reader(unit_id)
    document = excerpt_of(version, unit)
    return document, f"{document.title}{version.reference}"


@blueprint.app_template_global()
def units_with_excerpt(version: IssuedMinutes) -> Sequence[Partnership]:
    """Those whose excerpt this reader may fetch: the own ones, or for the committee all that had a seat."""
    actor = current_actor()
    statement = select(Partnership).join(Seat, Seat.partnership_id == Partnership.id)
    statement = statement.where(Seat.meeting_id == version.minutes.meeting_id)
    if not actor.is_committee:
        statement = statement.where(Partnership.id.in_(actor.partnership_ids))
    return db.session.scalars(statement.order_by(Seat.position, Partnership.id)).all()


def _unit_of_reader(unit_id: int) -> Partnership:
    actor = current_actor()
    if not actor.is_committee and not actor.speaks_for(unit_id):
        raise NotFound
    return unit_of(actor, unit_id)
