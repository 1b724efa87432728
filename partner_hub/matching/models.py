"""A match (对接): needs met by one or several units, from their offerings or by a bare promise."""

from dataclasses import replace
from datetime import date, datetime
from string import ascii_lowercase
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy import text as sql_text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.consents.models import UnitConsent
from partner_hub.core import clock
from partner_hub.core.constraints import at_least_one, quarter_constraint, sentence_at
from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.privacy import MAX_MINUTES_TITLE, propose_joint_title
from partner_hub.vocabulary.match import ENDED_MATCH_STATES, MatchOrigin, MatchState

_LEADS = sql_text("is_lead")


class Match(Timestamped, Versioned, Base):
    """`promise` is what was promised, in words that are printed in the minutes. Exactly one of `partners` leads.

    `origin` says who answers while it is proposed (MatchOrigin); it lapses when `answer_by` is over.
    `agreed_at`: when the other side said yes. `confirmed_at`: when the secretary confirmed it between the meetings, so
    that the next one ratifies it. `reason`: why it was declined or released, or did not bring what was promised.
    `minutes_title`: what minutes call it (事项名称), "" as proposed from its needs.

    How it ended: `reported_end` is what a report says that waits for the committee; the report's `outcome` in words,
    `people_served`, day and reporter stay, and `ended_on` is the day of the acceptance.
    """

    __tablename__ = "match"
    __table_args__ = (
        Index("ix_match_community_id_state", "community_id", "state"),
        Index("ix_match_agenda_item_id", "agenda_item_id"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int] = mapped_column(default=0)
    state: Mapped[MatchState] = mapped_column(enum_type(MatchState), default=MatchState.PROPOSED)
    promise: Mapped[str] = mapped_column(String(500), default="", server_default="")
    minutes_title: Mapped[str] = text_column(MAX_MINUTES_TITLE)
    origin: Mapped[MatchOrigin] = mapped_column(
        enum_type(MatchOrigin), default=MatchOrigin.MEETING, server_default=MatchOrigin.MEETING.value
    )
    answer_by: Mapped[date | None]
    agreed_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    reason: Mapped[str] = text_column(500)
    reported_end: Mapped[MatchState | None] = mapped_column(enum_type(MatchState))
    outcome: Mapped[str] = text_column(1000)
    people_served: Mapped[int | None]
    reported_at: Mapped[datetime | None]
    reported_by: Mapped[str] = text_column(100)
    ended_on: Mapped[date | None]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)

    needs: Mapped[list["MatchNeed"]] = relationship(
        back_populates="match", order_by="MatchNeed.position", cascade="all, delete-orphan"
    )
    partners: Mapped[list["MatchPartner"]] = relationship(
        back_populates="match", order_by="MatchPartner.position", cascade="all, delete-orphan"
    )
    consents: Mapped[list[UnitConsent]] = relationship(order_by=UnitConsent.id)

    @property
    def letter(self) -> str:
        """How people at the table call it: a to z, then aa, ab and so on."""
        tens, unit = divmod(max(self.position, 1) - 1, len(ascii_lowercase))
        return (ascii_lowercase[tens - 1] if tens else "") + ascii_lowercase[unit]

    @property
    def verdict(self) -> MatchState:
        """What the meeting made of it: what was in work and ended since had been confirmed."""
        return MatchState.CONFIRMED if self.state in ENDED_MATCH_STATES else self.state

    @property
    def lead(self) -> "MatchPartner | None":
        return next((partner for partner in self.partners if partner.is_lead), None)

    @property
    def open_title(self) -> str:
        """Its needs as everybody may read them."""
        return "、".join(dict.fromkeys(entry.need.open_title for entry in self.needs))

    @property
    def title_for_minutes(self) -> str:
        """One title in official words, for everybody, however many needs it meets."""
        return self.minutes_title or self.proposed_title

    @property
    def proposed_title(self) -> str:
        offered = "\n".join(f"{p.offering.name} {p.offering.content}" for p in self.partners if p.offering)
        words = f"{offered}\n{self.promise}"
        return propose_joint_title([replace(entry.need.matter_titled, offered=words) for entry in self.needs])


class MatchNeed(Base):
    __tablename__ = "match_need"
    __table_args__ = (UniqueConstraint("match_id", "need_id"), Index("ix_match_need_need_id", "need_id"))

    match_id: Mapped[int] = mapped_column(ForeignKey("match.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    position: Mapped[int] = mapped_column(default=0)

    match: Mapped[Match] = relationship(back_populates="needs")
    need: Mapped[Need] = relationship()


class MatchPartner(Base):
    """A unit in a match, with the offering it gives (None: a bare promise).

    `quantity` is how much of the offering's capacity it takes, counted in the offering's `capacity_unit`; `since` is
    when it took that, and `delivered_quantity` what it gave, as the report of its end says. `is_waiting`: it joined by
    itself, and whoever asks has not said yes to it; until then it reads nothing personal.
    """

    __tablename__ = "match_partner"
    __table_args__ = (
        UniqueConstraint("match_id", "partnership_id", "offering_id"),
        Index("ix_match_partner_partnership_id", "partnership_id"),
        Index("ix_match_partner_offering_id", "offering_id"),
        Index(
            "uq_match_partner_match_id",
            "match_id",
            unique=True,
            sqlite_where=_LEADS,
            postgresql_where=_LEADS,
            info=sentence_at("lead", _l("Exactly one unit leads.")),
        ),
        at_least_one("quantity"),
    )

    match_id: Mapped[int] = mapped_column(ForeignKey("match.id"))
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    offering_id: Mapped[int | None] = mapped_column(ForeignKey("offering.id"))
    is_lead: Mapped[bool] = mapped_column(default=False)
    quantity: Mapped[int] = mapped_column(default=1, server_default="1")
    delivered_quantity: Mapped[int | None]
    since: Mapped[datetime | None] = mapped_column(default=clock.utc_now)
    is_waiting: Mapped[bool] = mapped_column(default=False, server_default=false())
    position: Mapped[int] = mapped_column(default=0)
    as_written: Mapped[str] = text_column(120)

    match: Mapped[Match] = relationship(back_populates="partners")
    partnership: Mapped[Partnership | None] = relationship()
    offering: Mapped[Offering | None] = relationship()

    @property
    def name(self) -> str:
        return self.partnership.name if self.partnership else self.as_written


class MatchTabling(Base):
    """That a match lay on the table of an earlier meeting, which put it off: what that meeting's record still tells."""

    __tablename__ = "match_tabling"
    __table_args__ = (
        UniqueConstraint("match_id", "agenda_item_id"),
        Index("ix_match_tabling_agenda_item_id", "agenda_item_id"),
    )

    match_id: Mapped[int] = mapped_column(ForeignKey("match.id"))
    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int]
    state: Mapped[MatchState] = mapped_column(enum_type(MatchState))

    match: Mapped[Match] = relationship()


class Dismissal(Base):
    """A suggestion that was put aside: this offering is not proposed for this need again."""

    __tablename__ = "dismissal"
    __table_args__ = (UniqueConstraint("need_id", "offering_id"), Index("ix_dismissal_offering_id", "offering_id"))

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    offering_id: Mapped[int] = mapped_column(ForeignKey("offering.id"))
    reason: Mapped[str] = mapped_column(String(500))
    dismissed_by: Mapped[str] = mapped_column(String(100))
    dismissed_at: Mapped[datetime] = mapped_column(default=clock.utc_now)

    offering: Mapped[Offering] = relationship()


class LearntWeights(Base):
    """What a community's choices taught: channel of the ranking -> by how much it counts more or less than elsewhere.

    The numbers are of pairs that were learnt from: `agreed`, of these `searched` for, and `dismissed`. Choices made
    before `counted_from` do not count any more.
    """

    __tablename__ = "learnt_weights"
    __table_args__ = (UniqueConstraint("community_id"),)

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    factors: Mapped[dict[str, Any]] = mapped_column(default=dict)
    agreed: Mapped[int] = mapped_column(default=0)
    searched: Mapped[int] = mapped_column(default=0)
    dismissed: Mapped[int] = mapped_column(default=0)
    learnt_on: Mapped[date | None]
    counted_from: Mapped[datetime | None]


class NeedInvitation(Base):
    """A unit that was asked first whether it takes a need, before every unit may claim it (领办大厅)."""

    __tablename__ = "need_invitation"
    __table_args__ = (
        UniqueConstraint("need_id", "partnership_id"),
        Index("ix_need_invitation_partnership_id", "partnership_id"),
    )

    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    offering_id: Mapped[int | None] = mapped_column(ForeignKey("offering.id"))
    invited_by: Mapped[str] = mapped_column(String(100))
    invited_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    declined_at: Mapped[datetime | None]
    decline_reason: Mapped[str] = text_column(500)

    need: Mapped[Need] = relationship()
    partnership: Mapped[Partnership] = relationship()
    offering: Mapped[Offering | None] = relationship()


class QuarterPlan(Timestamped, Versioned, Base):
    """A proposed assignment for a quarter's list: as many needs served as possible, weighted by urgency and people.

    `objective` is what the proposal reaches and `bound` what no assignment can exceed, both in the points of its lines.
    The newest plan of a quarter counts; older ones stay.
    """

    __tablename__ = "quarter_plan"
    __table_args__ = (
        Index("ix_quarter_plan_community_id_year_quarter", "community_id", "year", "quarter"),
        quarter_constraint(),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    objective: Mapped[float]
    bound: Mapped[float]
    created_by: Mapped[str] = mapped_column(String(100))

    lines: Mapped[list["PlanLine"]] = relationship(
        back_populates="plan", order_by="PlanLine.position, PlanLine.id", cascade="all, delete-orphan"
    )


class PlanLine(Versioned, Base):
    """One need of a plan with the offering proposed for it; `offering_id` None: nothing fits, a partner is wanted.

    `points` is what the line adds to the objective, `parts` why the two fit (kind, words, points). `by_hand`: somebody
    chose it. `match_id`: the dispatch that was made of it.
    """

    __tablename__ = "plan_line"
    __table_args__ = (UniqueConstraint("plan_id", "need_id"),)

    plan_id: Mapped[int] = mapped_column(ForeignKey("quarter_plan.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    offering_id: Mapped[int | None] = mapped_column(ForeignKey("offering.id"))
    position: Mapped[int] = mapped_column(default=0)
    points: Mapped[float] = mapped_column(default=0.0)
    parts: Mapped[list[Any]] = mapped_column(default=list)
    by_hand: Mapped[bool] = mapped_column(default=False)
    match_id: Mapped[int | None] = mapped_column(ForeignKey("match.id"))

    plan: Mapped[QuarterPlan] = relationship(back_populates="lines")
    need: Mapped[Need] = relationship()
    offering: Mapped[Offering | None] = relationship()
    match: Mapped[Match | None] = relationship()
