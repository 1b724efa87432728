"""What belongs to making an agenda, beside its items."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from partner_hub.core.constraints import sentence_at
from partner_hub.core.db import Base, Timestamped, Versioned, enum_type
from partner_hub.vocabulary.meeting import AgendaSource


class AgendaOmission(Timestamped, Base):
    """What comes onto an agenda by itself and was taken off it: it does not come again unless it is asked for.

    `subject_id`: of the task, the match, the need, the item of an earlier meeting, or the meeting itself for the last
    minutes.
    """

    __tablename__ = "agenda_omission"
    __table_args__ = (UniqueConstraint("meeting_id", "source", "subject_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    source: Mapped[AgendaSource] = mapped_column(enum_type(AgendaSource))
    subject_id: Mapped[int]


class AgendaTemplate(Timestamped, Versioned, Base):
    """An agenda as the community usually has it: `items` is a list of {"kind", "title", "presenter", "minutes"}."""

    __tablename__ = "agenda_template"
    __table_args__ = (
        UniqueConstraint(
            "community_id", "name", info=sentence_at("name", _l("There is a template of this name already."))
        ),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    name: Mapped[str] = mapped_column(String(60))
    items: Mapped[list[Any]]
