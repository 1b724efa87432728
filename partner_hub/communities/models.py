"""The tenant (a community) with its grid cells and categories."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.core.constraints import sentence_at
from partner_hub.core.db import Base, Timestamped, Versioned, text_column

_NAME_TWICE = sentence_at("", _l("A name stands there twice."))


class Community(Timestamped, Versioned, Base):
    """`party_committee` is the issuer of the minutes; the three list titles differ between districts.

    `invite_days`: how long only the units invited to a need may claim it. `answer_days`:
    how long the other side has to answer a claim or a dispatch. `projects_per_unit`: how many needs the quarter's plan
    may give to one unit. `items_days`: so long before the meeting the call for agenda items ends;
    `notice_days`: so long before it the notice goes out, and `reminder_days` before it silent units are asked again.
    `meeting_minutes`: how long a joint meeting usually takes. `consent_days`: how long a unit has to confirm what it
    was given in its absence.
    `settled_days`: so long whoever asked for a need may say whether it is settled, before silence is counted as
    silence. `learns_from_choices`: whether what was agreed and put aside here shifts the order of suggestions.
    `minutes_first_number` is that of the first minutes that are signed here with a day of `minutes_first_year`.
    `minutes_choices`: how its last draft was laid out (minutes.drafting.choices).
    `is_open_to_public`: whether the pages without sign-in are there. `hotline` is what a resident may call
    instead: number and hours in one line.
    """

    __tablename__ = "community"
    __table_args__ = (
        UniqueConstraint(
            "name",
            "district",
            info=sentence_at("name", _l("There is a community of this name in the district already.")),
        ),
    )

    name: Mapped[str] = mapped_column(String(80))
    district: Mapped[str] = text_column(80)
    city: Mapped[str] = text_column(80)
    street: Mapped[str] = text_column(80)
    party_committee: Mapped[str] = text_column(120)
    households: Mapped[int] = mapped_column(default=0)
    area_code: Mapped[str] = text_column(4)
    minutes_mark: Mapped[str] = text_column(60)
    minutes_choices: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    minutes_first_year: Mapped[int | None]
    minutes_first_number: Mapped[int | None]
    copies_to: Mapped[str] = text_column(1000)
    hotline: Mapped[str] = text_column(80)
    offerings_title: Mapped[str] = mapped_column(String(40), default="资源清单")
    needs_title: Mapped[str] = mapped_column(String(40), default="需求清单")
    projects_title: Mapped[str] = mapped_column(String(40), default="项目清单")
    invite_days: Mapped[int] = mapped_column(default=3, server_default="3")
    answer_days: Mapped[int] = mapped_column(default=5, server_default="5")
    items_days: Mapped[int] = mapped_column(default=15, server_default="15")
    notice_days: Mapped[int] = mapped_column(default=3, server_default="3")
    settled_days: Mapped[int] = mapped_column(default=30, server_default="30")
    reminder_days: Mapped[int] = mapped_column(default=3, server_default="3")
    meeting_minutes: Mapped[int] = mapped_column(default=120, server_default="120")
    consent_days: Mapped[int] = mapped_column(default=10, server_default="10")
    projects_per_unit: Mapped[int] = mapped_column(default=3, server_default="3")
    learns_from_choices: Mapped[bool] = mapped_column(default=True, server_default=true())
    is_open_to_public: Mapped[bool] = mapped_column(default=True, server_default=true())

    grids: Mapped[list["GridCell"]] = relationship(order_by="GridCell.position", back_populates="community")
    categories: Mapped[list["Category"]] = relationship(order_by="Category.position", back_populates="community")

    @property
    def issuer(self) -> str:
        return self.party_committee or f"{self.name}党委"

    @property
    def mark(self) -> str:
        """The red heading of its minutes."""
        return self.minutes_mark or f"{self.name}党建联席会议纪要"


class GridCell(Base):
    """网格; `label` as the community writes it, for instance 一网格（桂枝新村）."""

    __tablename__ = "grid_cell"
    __table_args__ = (UniqueConstraint("community_id", "label", info=_NAME_TWICE),)

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    label: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)

    community: Mapped[Community] = relationship(back_populates="grids")


class Category(Base):
    """One tree for needs and offerings; editable, so a retired one stays for old records."""

    __tablename__ = "category"
    __table_args__ = (UniqueConstraint("community_id", "name", info=_NAME_TWICE),)

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    name: Mapped[str] = mapped_column(String(40))
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]

    community: Mapped[Community] = relationship(back_populates="categories")


class CategoryWord(Base):
    """What the community's own lists call a category: 停车难 in their column means this one, or none of them."""

    __tablename__ = "category_word"
    __table_args__ = (UniqueConstraint("community_id", "word"),)

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    word: Mapped[str] = mapped_column(String(60))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
