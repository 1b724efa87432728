"""Partner units, and each unit as one community knows it."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, and_, or_
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from partner_hub.communities.models import Community
from partner_hub.core import clock
from partner_hub.core.constraints import in_order, sentence_at
from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.partners.credit_code import is_valid_credit_code
from partner_hub.vocabulary.unit import (
    ACTIVE_UNIT_STATES,
    STARTING_UNIT_STATES,
    UNIT_STATES_UNDER_REVIEW,
    AliasKind,
    UnitState,
)
from partner_hub.workbooks.values.former_names import FormerName, write_former_name


class PartnerUnit(Timestamped, Base):
    """近邻合伙人: the legal entity. `credit_code` is what was written (normalised), right or wrong; "" if unknown."""

    __tablename__ = "partner_unit"

    name: Mapped[str] = mapped_column(String(120), index=True)
    credit_code: Mapped[str] = mapped_column(String(40), default="", server_default="", index=True)

    @property
    def credit_code_valid(self) -> bool:
        return is_valid_credit_code(self.credit_code)


class Partnership(Timestamped, Versioned, Base):
    """A unit as one community knows it; offerings, seats and users hang on this, never on the unit itself.

    `joined` is YYYY, YYYY-MM or YYYY-MM-DD, as precise as it is known. `kind` is one of UNIT_KINDS or the file's word.
    `checked_on`: when it was approved or last passed the yearly check. `return_reason`: why it was sent back.
    `merged_into_id`: it was another record of that unit. Nothing but history hangs on it, and its page leads there.
    `source` tells where an imported row came from: {"file", "sheet", "row", "duplicate_rows"}.
    """

    __tablename__ = "partnership"
    __table_args__ = (
        UniqueConstraint("community_id", "unit_id", info=sentence_at("name", _l("This unit is already on the list."))),
        Index("ix_partnership_community_id_state", "community_id", "state"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("partner_unit.id"))
    state: Mapped[UnitState] = mapped_column(enum_type(UnitState), default=UnitState.APPROVED)
    kind: Mapped[str] = text_column(40)
    address: Mapped[str] = text_column(200)
    party_organisation: Mapped[str] = text_column(120)
    party_leader: Mapped[str] = text_column(60)
    contact: Mapped[str] = text_column(60)
    phones: Mapped[list[str]] = mapped_column(default=list)
    joined: Mapped[str] = text_column(10)
    checked_on: Mapped[date | None]
    return_reason: Mapped[str] = text_column(500)
    remark: Mapped[str] = mapped_column(Text, default="", server_default="")
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"), index=True)

    # "unnested": after an outer join to the partnership the unit is joined by an outer join, too. True would nest an
    # inner one, X LEFT JOIN (partnership JOIN partner_unit), for which SQLite joins the units of all communities first.
    # SQLAlchemy annotates a bool, and documents this word, too.
    unit: Mapped[PartnerUnit] = relationship(lazy="joined", innerjoin="unnested")  # type: ignore[arg-type]
    community: Mapped[Community] = relationship()
    aliases: Mapped[list["UnitAlias"]] = relationship(
        back_populates="partnership", order_by="UnitAlias.id", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        return self.unit.name

    @property
    def credit_code(self) -> str:
        return self.unit.credit_code

    @property
    def short_names(self) -> list[str]:
        """Learned ones, too."""
        return [each.name for each in self.aliases if each.kind is not AliasKind.FORMER]

    @property
    def former_names(self) -> list["UnitAlias"]:
        return [each for each in self.aliases if each.kind is AliasKind.FORMER]

    @property
    def written_former_names(self) -> list[str]:
        """As a workbook has them, with their days."""
        return [write_former_name(FormerName(each.name, each.since, each.until)) for each in self.former_names]

    @hybrid_property
    def is_active(self) -> bool:
        """Has a seat and is bound by its word; while a yearly check is being looked at, too."""
        return self.state in ACTIVE_UNIT_STATES or (
            self.state in UNIT_STATES_UNDER_REVIEW and self.checked_on is not None
        )

    @is_active.inplace.expression
    @classmethod
    def _is_active(cls) -> ColumnElement[bool]:
        return or_(
            cls.state.in_(ACTIVE_UNIT_STATES),
            and_(cls.state.in_(UNIT_STATES_UNDER_REVIEW), cls.checked_on.is_not(None)),
        )

    @property
    def may_start_new(self) -> bool:
        """Whether it may claim or be asked: whose yearly check is due finishes what runs and starts nothing new."""
        return self.state in STARTING_UNIT_STATES


class UnitAlias(Base):
    """Another name of the unit: a short one (市四医院), or one that it had before.

    `since` and `until` are the days of a former name, as precise as they are known: YYYY, YYYY-MM or YYYY-MM-DD.
    """

    __tablename__ = "unit_alias"
    __table_args__ = (UniqueConstraint("partnership_id", "name"),)

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[AliasKind] = mapped_column(
        enum_type(AliasKind), default=AliasKind.SHORT, server_default=AliasKind.SHORT.value
    )
    since: Mapped[str] = text_column(10)
    until: Mapped[str] = text_column(10)

    partnership: Mapped[Partnership] = relationship(back_populates="aliases")

    def __str__(self) -> str:
        return self.name


class UnitApplication(Base):
    """Who registered a unit by the page without sign-in, and how the committee answers.

    `words` is what the unit would like to give. Whoever holds the link whose SHA-256 is `secret_hash` may look at the
    application and mend it after it was sent back.
    """

    __tablename__ = "unit_application"

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"), unique=True)
    applicant: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = text_column(60)
    email: Mapped[str] = text_column(254)
    phone: Mapped[str] = text_column(20)
    words: Mapped[str] = mapped_column(Text, default="", server_default="")
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.utc_now)

    partnership: Mapped[Partnership] = relationship()

    @property
    def is_sent_back(self) -> bool:
        """Whether its writer may mend it; once the unit was approved its own people do that."""
        return self.partnership.state == UnitState.RETURNED and self.partnership.checked_on is None


class Agreement(Timestamped, Versioned, Base):
    """共建协议: term, quantified goals, day of review, and the signed paper as it was scanned.

    `goals` is a list of {"what", "number", "unit"}, for instance {"what": "义诊", "number": 4, "unit": "场"}.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        Index("ix_agreement_partnership_id", "partnership_id"),
        in_order("starts_on", "ends_on", _l("The last day lies before the first one.")),
    )

    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    review_on: Mapped[date | None]
    goals: Mapped[list[Any]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    scan_name: Mapped[str] = text_column(200)
    scan_mime: Mapped[str] = text_column(60)
    scan: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))

    partnership: Mapped[Partnership] = relationship()
