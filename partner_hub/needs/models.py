"""The needs list: what residents and units ask for."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from partner_hub.communities.models import Category, GridCell
from partner_hub.core import clock
from partner_hub.core.constraints import quarter_constraint, sentence_at
from partner_hub.core.db import Base, Timestamped, Versioned, enum_type, text_column
from partner_hub.partners.models import Partnership
from partner_hub.privacy import (
    MAX_MINUTES_TITLE,
    Matter,
    is_known_category,
    is_official_title,
    neutral_title,
    propose_title,
)
from partner_hub.vocabulary.need import (
    PUBLIC_NEED_STATES,
    UNATTENDED_NEED_STATES,
    AnswerWay,
    FigureOfMerge,
    NeedState,
    SettledAnswer,
    Visibility,
)

# The third time forces an agenda item.
MOST_CARRIED_OVER = 3


class Need(Timestamped, Versioned, Base):
    """What somebody asks for.

    `name` and `content` are the words as recorded (may hold personal data: staff only); `public_name` and
    `public_text` are what others read, as a person has worded or accepted it: "" until then, however it came in.
    `visibility` says which others; nobody until it has been decided. `harmless` holds what looks like a name in the
    wording and was said by a person to be none. `minutes_title` is what minutes call it (事项名称), "" as proposed.

    `beneficiary_count` None with 全体 in its words = everyone.
    `deadline` is set only where the words name a day or month. `year`/`quarter`: on whose list it stands.
    `ended_as`: met or partly met, told also when it is closed; None as long as it is open.
    `deferred_on`: the day on which a meeting put it off; nobody claims it until a meeting has taken it up again.
    `client_key` is the name that a phone gave its draft, so that it arrives once. `code_hash` is the SHA-256 of the
    code by which a resident looks the need up. Until `hall_from` only invited units may claim it; None: nobody was
    invited first. `same_as_id`: the need that whoever recorded this one took for the same; staff look and merge.
    `merge_figure`: what the merge made of the figures of both; `merge_count` and `merge_unit` when a person typed one.
    """

    __tablename__ = "need"
    __table_args__ = (
        Index("ix_need_community_id_state", "community_id", "state"),
        Index("ix_need_community_id_year_quarter", "community_id", "year", "quarter"),
        Index("ix_need_category_id", "category_id"),
        Index("ix_need_grid_id", "grid_id"),
        Index("ix_need_merged_into_id", "merged_into_id"),
        UniqueConstraint("community_id", "client_key"),
        Index("ix_need_community_id_updated_at", "community_id", "updated_at"),
        quarter_constraint(),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    state: Mapped[NeedState] = mapped_column(enum_type(NeedState), default=NeedState.SUBMITTED)
    year: Mapped[int | None]
    quarter: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(120))
    content: Mapped[str] = mapped_column(Text, default="", server_default="")
    public_name: Mapped[str] = text_column(120)
    public_text: Mapped[str] = mapped_column(Text, default="", server_default="")
    minutes_title: Mapped[str] = text_column(MAX_MINUTES_TITLE)
    visibility: Mapped[Visibility] = mapped_column(
        enum_type(Visibility), default=Visibility.COMMITTEE, server_default=Visibility.COMMITTEE.value
    )
    harmless: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    category_words: Mapped[str] = text_column(60)
    beneficiaries: Mapped[str] = text_column(120)
    audiences: Mapped[list[str]] = mapped_column(default=list)
    beneficiary_count_text: Mapped[str] = text_column(60)
    beneficiary_count: Mapped[int | None]
    beneficiary_unit: Mapped[str] = text_column(10)
    channel: Mapped[str] = text_column(40)
    asking_partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id"))
    grid_id: Mapped[int | None] = mapped_column(ForeignKey("grid_cell.id"))
    grid_words: Mapped[str] = text_column(80)
    raised_on: Mapped[date | None]
    deadline_text: Mapped[str] = text_column(100)
    deadline: Mapped[date | None]
    urgency: Mapped[str] = text_column(10)
    reporter_name: Mapped[str] = text_column(60)
    reporter_phone: Mapped[str] = text_column(40)
    state_reason: Mapped[str] = text_column(500)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"))
    merged_at: Mapped[datetime | None]
    merge_figure: Mapped[FigureOfMerge | None] = mapped_column(enum_type(FigureOfMerge))
    merge_count: Mapped[int | None]
    merge_unit: Mapped[str] = text_column(10)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    client_key: Mapped[str | None] = mapped_column(String(40))
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    consented_at: Mapped[datetime | None]
    hall_from: Mapped[datetime | None]
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("need.id"))
    carried_over: Mapped[int] = mapped_column(default=0, server_default="0")
    ended_as: Mapped[NeedState | None] = mapped_column(enum_type(NeedState))
    deferred_on: Mapped[date | None]
    source: Mapped[dict[str, Any]] = mapped_column(default=dict)

    category: Mapped[Category | None] = relationship()
    grid: Mapped[GridCell | None] = relationship()
    asking_partnership: Mapped[Partnership | None] = relationship()
    merged_into: Mapped["Need | None"] = relationship(
        remote_side="Need.id", foreign_keys=[merged_into_id], back_populates="merged"
    )
    merged: Mapped[list["Need"]] = relationship(
        foreign_keys=[merged_into_id], back_populates="merged_into", order_by="Need.merged_at, Need.id"
    )
    same_as: Mapped["Need | None"] = relationship(remote_side="Need.id", foreign_keys=[same_as_id])

    @property
    def is_for_everyone(self) -> bool:
        return self.beneficiary_count is None and "全" in self.beneficiary_count_text

    @property
    def is_worded(self) -> bool:
        """Whether a person has accepted its public wording."""
        return self.state in PUBLIC_NEED_STATES and self.public_name != ""

    @property
    def waits_for_review(self) -> bool:
        return self.state is NeedState.SUBMITTED or (self.state in PUBLIC_NEED_STATES and not self.public_name)

    @property
    def neutral_title(self) -> str:
        """By rules, from fixed words and the community's own name of the category; it leads to nobody."""
        category = self.category.name if self.category else ""
        return neutral_title(category, f"{self.name}\n{self.content}", self.beneficiaries)

    @property
    def open_title(self) -> str:
        """What it is called where anybody may read it: in mails and on paper."""
        return self.public_name if self.is_worded and self.visibility is Visibility.PUBLIC else self.neutral_title

    @property
    def title_for_minutes(self) -> str:
        """Official words, for everybody: residents' own words never get into minutes."""
        return self.minutes_title or self.proposed_title

    @property
    def proposed_title(self) -> str:
        """By rules; of a public need the wording itself, where that is a noun phrase of office language."""
        return propose_title(self.matter)

    @property
    def matter(self) -> Matter:
        """What a title for the minutes is made from; an imported word for the category only where it is a known one."""
        is_public = self.is_worded and self.visibility is Visibility.PUBLIC
        official = self.public_name if is_public and is_official_title(self.public_name) else ""
        words = self.category_words if is_known_category(self.category_words) else ""
        category = self.category.name if self.category else words
        name = self.public_name if self.is_worded else self.name
        return Matter(category, name, self.content, self.beneficiaries, title=official)

    @property
    def matter_titled(self) -> Matter:
        """The same with the title that a person gave it."""
        return replace(self.matter, title=self.minutes_title) if self.minutes_title else self.matter

    @property
    def must_be_tabled(self) -> bool:
        """Carried over so often, and nobody works on it, that the meeting has to speak about it."""
        return self.carried_over >= MOST_CARRIED_OVER and self.state in UNATTENDED_NEED_STATES


class NeedStay(Base):
    """How a need stood in a quarter on the day on which that was closed, whether it was carried over or stayed.

    `progress` is open, asked or taken (reports/board.py). Present lists read Need.year and Need.quarter; lists of a
    closed quarter read these rows, so that nothing that happens later rewrites the past.
    """

    __tablename__ = "need_stay"
    __table_args__ = (
        UniqueConstraint("need_id", "year", "quarter"),
        quarter_constraint(),
        Index("ix_need_stay_year_quarter", "year", "quarter"),
    )

    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    state: Mapped[NeedState] = mapped_column(enum_type(NeedState))
    progress: Mapped[str] = mapped_column(String(10))
    carried_at: Mapped[datetime] = mapped_column(default=clock.utc_now)


class NeedEnd(Versioned, Base):
    """How a need ended, told as it was: what was `done` and by whom, and where it was partly met what is `still_open`.

    All three are read by everybody who reads the public wording. Until `answer_by` silence of whoever asked is no
    answer yet. `taken_back_at`: the need was reopened; the row stays, with what was said to it.
    """

    __tablename__ = "need_end"
    __table_args__ = (Index("ix_need_end_need_id", "need_id"),)

    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    state: Mapped[NeedState] = mapped_column(enum_type(NeedState))
    done: Mapped[str] = mapped_column(Text)
    by_whom: Mapped[str] = text_column(300)
    still_open: Mapped[str] = mapped_column(Text, default="", server_default="")
    ended_on: Mapped[date]
    answer_by: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    recorded_by: Mapped[str] = text_column(100)
    taken_back_at: Mapped[datetime | None]

    need: Mapped[Need] = relationship()
    answers: Mapped[list["NeedEndAnswer"]] = relationship(order_by="NeedEndAnswer.id", back_populates="end")

    @property
    def is_contradicted(self) -> bool:
        return any(answer.contradicts for answer in self.answers)


class NeedEndAnswer(Versioned, Base):
    """What one of those who asked says to the end: one row for the need itself, one for each that was merged into it.

    `answer` None: nothing has been said. `words` are a person's own and read like the recorded words of `need`.
    """

    __tablename__ = "need_end_answer"
    __table_args__ = (UniqueConstraint("end_id", "need_id"), Index("ix_need_end_answer_need_id", "need_id"))

    end_id: Mapped[int] = mapped_column(ForeignKey("need_end.id"))
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"))
    answer: Mapped[SettledAnswer | None] = mapped_column(enum_type(SettledAnswer))
    words: Mapped[str] = mapped_column(Text, default="", server_default="")
    way: Mapped[AnswerWay | None] = mapped_column(enum_type(AnswerWay))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = text_column(100)

    end: Mapped[NeedEnd] = relationship(back_populates="answers")
    need: Mapped[Need] = relationship()

    @property
    def contradicts(self) -> bool:
        """Whether it says less than the end: queries.is_end_contradicted is the same as a condition."""
        is_less = self.answer is SettledAnswer.PARTLY and self.end.state is NeedState.MET
        return is_less or self.answer is SettledAnswer.NOT_SETTLED


class NeedsList(Base):
    """The needs list of one quarter as it was published: a frozen version, which is never changed.

    `rows` hold what was read of each need: {"need_id", "name", "text", "category", "grid", "beneficiaries", "number",
    "urgency", "wanted_by", "visibility"}; without the last, as in the oldest versions, everybody may read it. A later
    version (`number` 1, 2 ...) stands beside the older ones; `note` says why there is one where it was not a person's
    wish.
    """

    __tablename__ = "needs_list"
    __table_args__ = (
        UniqueConstraint(
            "community_id",
            "year",
            "quarter",
            "number",
            info=sentence_at("", _l("Somebody else published a version at the same moment. Please look at it first.")),
        ),
        quarter_constraint(),
    )

    community_id: Mapped[int] = mapped_column(ForeignKey("community.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    number: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(default=clock.utc_now)
    published_by: Mapped[str] = mapped_column(String(100))
    note: Mapped[str] = text_column(200)
    rows: Mapped[list[Any]] = mapped_column(default=list)


def _refuse_changed_list(_mapper: Mapper[Any], _connection: object, _target: object) -> None:
    raise RuntimeError("a published list is never changed")


event.listen(NeedsList, "before_update", _refuse_changed_list)
event.listen(NeedsList, "before_delete", _refuse_changed_list)
