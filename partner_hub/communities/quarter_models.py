"""A quarter of one community: its theme, its dates, and the figures frozen when it was closed."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.communities.models import Community
from partner_hub.core.constraints import quarter_constraint, sentence_at
from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.vocabulary.quarter import QuarterState


class CommunityQuarter(Timestamped, Versioned, Base):
    """`items_until` and `lists_until` are the last days of the call: for agenda items, and for needs and offerings.

    `theme_categories`: ids of the categories that the theme is about. `called_at`: when the call was sent last.

    `figures` is what was frozen at the closing (reports/frozen_figures.py).
    """

    __tablename__ = "community_quarter"
    __table_args__ = (
        UniqueConstraint(
            "community_id",
            "year",
            "quarter",
            info=sentence_at("quarter", _l("This quarter has been opened already.")),
        ),
        quarter_constraint(),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    state: Mapped[QuarterState] = mapped_column(enum_type(QuarterState), default=QuarterState.OPEN)
    theme: Mapped[str] = text_column(120)
    theme_categories: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    items_until: Mapped[date | None]
    lists_until: Mapped[date | None]
    meeting_on: Mapped[date | None]
    place: Mapped[str] = text_column(120)
    chair_name: Mapped[str] = text_column(60)
    chair_title: Mapped[str] = text_column(60)
    called_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = text_column(100)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")

    community: Mapped[Community] = relationship()
