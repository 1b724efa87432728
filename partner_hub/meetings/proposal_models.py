"""An agenda item that a unit proposes for the next joint meeting."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partner_hub.core.constraints import quarter_constraint
from partner_hub.core.db import Base, Timestamped, Versioned, enum_type
from partner_hub.meetings.models import AgendaItem
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.meeting import ProposalState


class AgendaProposal(Timestamped, Versioned, Base):
    """`reason` says what it is about and what is wanted; `answer_words` what the committee said to it.

    `item_id`: the item that an accepted one became. `submitted_at`: when the committee got it, at last; None while
    nobody but the unit has seen it.
    """

    __tablename__ = "agenda_proposal"
    __table_args__ = (
        Index("ix_agenda_proposal_community_id_year_quarter", "community_id", "year", "quarter"),
        Index("ix_agenda_proposal_partnership_id", "partnership_id"),
        Index("ix_agenda_proposal_item_id", "item_id"),
        quarter_constraint(),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[ProposalState] = mapped_column(enum_type(ProposalState), default=ProposalState.SUBMITTED)
    submitted_at: Mapped[datetime | None]
    answer_words: Mapped[str] = mapped_column(Text, default="", server_default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(100), default="", server_default="")
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    partnership: Mapped[Partnership] = relationship(lazy="joined", innerjoin=True)
    item: Mapped[AgendaItem | None] = relationship()
