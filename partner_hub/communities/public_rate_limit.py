"""Rate limit of the public forms (no sign-in): uses per network and per community within a day."""

from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import ForeignKey, Index, String, delete, func
from sqlalchemy.orm import Mapped, mapped_column

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.db import Base, db, rows_changed
from partner_hub.core.errors import DomainError, NotFound

RATE_LIMIT_WINDOW = timedelta(days=1)


class PublicRequest(Base):
    """One use of a public form, by network address. Rows live for a day.

    `form` is need, look_up, end_answer (of a resident), group_answer, unit_answer or join.
    """

    __tablename__ = "public_request"
    __table_args__ = (Index("ix_public_request_community_id_door_address_at", "community_id", "door", "address", "at"),)

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    # The column has its first name, so that no migration rebuilds the table.
    form: Mapped[str] = mapped_column("door", String(12))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=clock.utc_now)


def drop_old_requests(day: date) -> int:
    """Nightly: delete uses that count no longer; returns how many."""
    return rows_changed(delete(PublicRequest).where(PublicRequest.at < clock.days_before(day, 1)))


def open_community(community_id: int) -> Community:
    """The community, when its public pages are switched on.

    Raises:
        NotFound: for all others.
    """
    community = db.session.get(Community, community_id)
    if community is None or not community.is_open_to_public:
        raise NotFound
    return community


def enforce_public_rate_limit(
    community: Community,
    form: str,
    network: str,
    *,
    most: int,
    altogether: int | None = None,
    within: timedelta = RATE_LIMIT_WINDOW,
) -> bool:
    """Count one use of a public form (`form`) by a network (core/client_network.py); always returns True.

    `most` is the limit per network, `altogether` that of all networks together, against floods from many addresses.
    To be called before the command, so that refused attempts count as well: names and codes could be tried otherwise.

    Raises:
        DomainError: when the limit is exceeded.
    """
    recent = db.select(func.count(PublicRequest.id)).where(
        PublicRequest.community_id == community.id,
        PublicRequest.form == form,
        PublicRequest.at > clock.utc_now() - within,
    )
    if (db.session.scalar(recent.where(PublicRequest.address == network)) or 0) >= most:
        raise DomainError(_("Too much has come from your network. Please try again later, or call the community."))
    if altogether is not None and (db.session.scalar(recent) or 0) >= altogether:
        raise DomainError(_("Very much is coming in just now. Please try again later, or call the community."))
    db.session.execute(delete(PublicRequest).where(PublicRequest.at <= clock.utc_now() - RATE_LIMIT_WINDOW))
    db.session.add(PublicRequest(community_id=community.id, form=form, address=network))
    db.session.flush()
    return True
