"""Users, role grants, invitations, password links, sign-ins, failed attempts, rescued forms."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_login import UserMixin
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.core import clock
from partner_hub.core.constraints import sentence_at
from partner_hub.core.db import Base, Timestamped, enum_type, text_column
from partner_hub.core.permissions import Role
from partner_hub.vocabulary.person import MailRhythm


class User(UserMixin, Timestamped, Base):
    """`session_epoch` counts up to end every session of this person; `mail_rhythm` is a MailRhythm."""

    __tablename__ = "user"
    __table_args__ = (
        UniqueConstraint("email", info=sentence_at("email", _l("This e-mail address cannot be used."))),
        UniqueConstraint("phone", info=sentence_at("phone", _l("This phone number cannot be used."))),
    )

    name: Mapped[str] = mapped_column(String(60))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(20))
    title: Mapped[str] = text_column(60)
    password_hash: Mapped[str] = text_column(200)
    session_epoch: Mapped[int] = mapped_column(default=1)
    language: Mapped[str] = text_column(12)
    disabled_at: Mapped[datetime | None]
    last_signed_in_at: Mapped[datetime | None]
    mail_rhythm: Mapped[str] = mapped_column(String(12), default=MailRhythm.SOON.value, server_default="soon")

    grants: Mapped[list["RoleGrant"]] = relationship(back_populates="user", order_by="RoleGrant.id")

    @property
    def is_active(self) -> bool:
        return self.disabled_at is None


class RoleGrant(Base):
    """One role of one person.

    Unit roles name a partnership, a grid worker's may name a grid cell, a district observer's names the district
    instead of a community, a system administrator's neither.
    """

    __tablename__ = "role_grant"
    __table_args__ = (
        Index("ix_role_grant_user_id", "user_id"),
        Index("ix_role_grant_community_id", "community_id"),
        Index("ix_role_grant_partnership_id", "partnership_id"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    role: Mapped[Role] = mapped_column(enum_type(Role))
    community_id: Mapped[int | None] = mapped_column(ForeignKey("community.id"))
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grid_cell.id"))
    district: Mapped[str] = text_column(80)
    granted_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(back_populates="grants")


class Invitation(Base):
    """An offer of one role to whoever holds the link; account and grant come into being when it is accepted.

    `place` is what the inviter called it at that time: the unit and the community. Only the SHA-256 of the link's
    secret is stored.
    """

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_community_id", "community_id"),)

    name: Mapped[str] = mapped_column(String(60))
    email: Mapped[str] = text_column(254)
    phone: Mapped[str] = text_column(20)
    role: Mapped[Role] = mapped_column(enum_type(Role))
    community_id: Mapped[int | None] = mapped_column(ForeignKey("community.id"))
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grid_cell.id"))
    district: Mapped[str] = text_column(80)
    place: Mapped[str] = text_column(240)
    invited_by: Mapped[str] = text_column(100)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= clock.utc_now()


class PasswordLink(Base):
    """A link that lets one person set a password once. Only the SHA-256 of its secret is stored."""

    __tablename__ = "password_link"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class CalendarLink(Base):
    """The secret address of one person's calendar. Only the SHA-256 of its secret is stored."""

    __tablename__ = "calendar_link"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.utc_now)


class SignIn(Base):
    """A sign-in on one device; the cookie holds a secret, of which the SHA-256 is stored.

    Live while `ended_at` is empty and `epoch` is still the user's, for MAX_SIGN_IN_AGE after `created_at` at most.
    """

    __tablename__ = "sign_in"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    epoch: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    ended_at: Mapped[datetime | None]


class KeptText(Base):
    """A rescued form (accounts/rescued_forms.py): target path and [name, value] of each field, for its author alone."""

    __tablename__ = "kept_text"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    path: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[Any]]
    created_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    expires_at: Mapped[datetime]


class SignInAttempt(Base):
    """A failed attempt, by the SHA-256 of what was typed as name and by network address."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        Index("ix_sign_in_attempt_name_hash_at", "name_hash", "at"),
        Index("ix_sign_in_attempt_address_at", "address", "at"),
    )

    name_hash: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(default=clock.utc_now)
