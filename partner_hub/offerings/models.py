"""The offerings list: what units, and the community itself, can give."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.communities.models import Category
from partner_hub.core.constraints import at_least_one, in_order
from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.offering import (
    CHINESE_CAPACITY_PERIODS,
    USUAL_CAPACITY_PERIOD,
    CapacityPeriod,
    OfferingState,
)

UNLIMITED_IN_WORDS = "不限"


class Offering(Timestamped, Versioned, Base):
    """What a unit can give; `partnership_id` is empty for the community's own (venues).

    `category_words`, `audience`, `capacity` and `valid_text` keep the words as written; `category`, `audiences`,
    `capacity_number` and `valid_to` are their coding. `valid_to` is the last valid day, None = without end.
    `capacity_number` None = unlimited or not given in numbers; `capacity_period` says when it is there anew.
    """

    __tablename__ = "offering"
    __table_args__ = (
        Index("ix_offering_community_id_state", "community_id", "state"),
        Index("ix_offering_partnership_id", "partnership_id"),
        Index("ix_offering_category_id", "category_id"),
        at_least_one("capacity_number"),
        in_order("valid_from", "valid_to", _l("The last day lies before the first one.")),
        # Whether anything of a community has changed is asked on every page with suggestions.
        Index("ix_offering_community_id_updated_at", "community_id", "updated_at"),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    state: Mapped[OfferingState] = mapped_column(enum_type(OfferingState), default=OfferingState.DRAFT)
    name: Mapped[str] = mapped_column(String(120))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    category_words: Mapped[str] = text_column(60)
    audience: Mapped[str] = text_column(200)
    audiences: Mapped[list[str]] = mapped_column(default=list)
    content: Mapped[str] = mapped_column(Text, default="", server_default="")
    capacity: Mapped[str] = text_column(200)
    capacity_number: Mapped[int | None]
    capacity_unit: Mapped[str] = text_column(20)
    capacity_period: Mapped[CapacityPeriod] = mapped_column(
        enum_type(CapacityPeriod), default=USUAL_CAPACITY_PERIOD, server_default=USUAL_CAPACITY_PERIOD.value
    )
    available_time: Mapped[str] = text_column(200)
    venue: Mapped[str] = text_column(200)
    valid_text: Mapped[str] = text_column(100)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    contact: Mapped[str] = text_column(60)
    contact_phone: Mapped[str] = text_column(40)
    return_reason: Mapped[str] = text_column(500)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)

    partnership: Mapped[Partnership | None] = relationship()
    category: Mapped[Category | None] = relationship()

    @property
    def unlimited(self) -> bool:
        return self.capacity_number is None and self.capacity == UNLIMITED_IN_WORDS

    @property
    def capacity_words(self) -> str:
        """The words, where they say more than number and unit."""
        return (
            ""
            if self.capacity
            in {UNLIMITED_IN_WORDS, self.counted_capacity, f"{self.capacity_number}{self.capacity_unit}"}
            else self.capacity
        )

    @property
    def counted_capacity(self) -> str:
        """Number, unit and period in the words of such lists (20人, 每月2场); "" without a number."""
        is_once = self.capacity_period is CapacityPeriod.IN_ALL
        period = "" if is_once else CHINESE_CAPACITY_PERIODS[self.capacity_period]
        return "" if self.capacity_number is None else f"{period}{self.capacity_number}{self.capacity_unit}"

    @property
    def audience_words(self) -> str:
        """The words, where they say more than the coding."""
        return "" if self.audience == "、".join(self.audiences) else self.audience

    def expired_on(self, day: date) -> bool:
        return self.valid_to is not None and self.valid_to < day

    def state_on(self, day: date) -> OfferingState:
        """The state to show: what has run out counts as expired before the nightly run has said so."""
        has_run_out = self.state == OfferingState.LISTED and self.expired_on(day)
        return OfferingState.EXPIRED if has_run_out else self.state
