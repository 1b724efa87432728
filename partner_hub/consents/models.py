"""待单位确认: a unit is asked whether it stands by what it was given without having said yes itself."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.core import clock
from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.consent import UNANSWERED_CONSENTS, Consent, ConsentOccasion


class UnitConsent(Timestamped, Versioned, Base):
    """About a match or a task, never both. `answer_by`: silence after this day is noted.

    `said_by`, `said_via`: who at the unit said it to the committee, and by which way; "" while the unit has spoken
    for itself. `comment`: why it declines, or what it adds.
    """

    __tablename__ = "unit_consent"
    __table_args__ = (
        CheckConstraint("match_id IS NOT NULL OR action_id IS NOT NULL", name="subject"),
        UniqueConstraint("match_id", "partnership_id"),
        UniqueConstraint("action_id", "partnership_id"),
        Index("ix_unit_consent_community_id_state", "community_id", "state"),
        Index("ix_unit_consent_partnership_id", "partnership_id"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    match_id: Mapped[int | None] = mapped_column(ForeignKey("match.id"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"))
    occasion: Mapped[ConsentOccasion] = mapped_column(enum_type(ConsentOccasion))
    state: Mapped[Consent] = mapped_column(enum_type(Consent), default=Consent.TO_CONFIRM)
    asked_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    answer_by: Mapped[date]
    said_by: Mapped[str] = text_column(60)
    said_via: Mapped[str] = text_column(60)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = text_column(100)
    comment: Mapped[str] = text_column(500)

    partnership: Mapped[Partnership] = relationship()

    @property
    def is_unanswered(self) -> bool:
        return self.state in UNANSWERED_CONSENTS
