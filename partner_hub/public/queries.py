"""What everybody may read of a community: what its partners offer, and how many needs have come how far."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from partner_hub.communities.models import Category
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.row_numbers import row_number_if_any
from partner_hub.core.search import contains_every_word
from partner_hub.offerings.capacity_periods import capacity_in_words
from partner_hub.offerings.models import Offering
from partner_hub.offerings.queries import is_offering_available_on
from partner_hub.partners.models import Partnership, PartnerUnit
from partner_hub.privacy import mask_personal_data
from partner_hub.public.submission_status import SubmissionStage, SubmissionStatus

# Not the text of an offering: telephone numbers that are masked on the page could be found out by searching.
PUBLICLY_SEARCHED_COLUMNS = (Offering.name, Category.name, Offering.audience, PartnerUnit.name)


def public_offerings(community_id: int, *, category: str = "", words: str = "") -> Select[Offering]:
    """What can be used today, by category."""
    statement = _available_offerings(select(Offering), community_id).options(
        contains_eager(Offering.partnership).contains_eager(Partnership.unit), contains_eager(Offering.category)
    )
    if (category_id := row_number_if_any(category)) is not None:
        statement = statement.where(Offering.category_id == category_id)
    order = (Category.position.asc().nulls_last(), Category.id, Offering.name, Offering.id)
    return statement.where(contains_every_word(words, *PUBLICLY_SEARCHED_COLUMNS)).order_by(*order)


def offerings_by_category(community_id: int) -> list[tuple[int | None, str, int]]:
    """(id, name, number) of every category in which there is something; without category last, with id None."""
    columns: Any = select(Category.id, Category.name, func.count(Offering.id))
    rows = db.session.execute(
        _available_offerings(columns, community_id)
        .group_by(Category.id, Category.name, Category.position)
        .order_by(Category.position.asc().nulls_last(), Category.id)
    )
    return [(number, name or "", count) for number, name, count in rows]


def masked_offering_words(offering: Offering) -> dict[str, str]:
    """The words of an offering that everybody reads: without the person to call, and without numbers in the text."""
    return {
        name: mask_personal_data(getattr(offering, name))
        for name in ("name", "content", "audience", "available_time", "venue")
    }


def masked_capacity_words(offering: Offering, left: int | None) -> str:
    """How many there are and what is left of them; "" where nothing is counted."""
    return mask_personal_data(capacity_in_words(offering, left))


def need_counts_by_stage(standings: Iterable[SubmissionStatus]) -> list[tuple[SubmissionStage, int]]:
    """How many needs have come how far, in the order of the stages."""
    counted = Counter(standing.stage for standing in standings)
    return [(stage, counted[stage]) for stage in SubmissionStage if counted[stage]]


def _available_offerings(statement: Select[Any], community_id: int) -> Select[Any]:
    return (
        statement.select_from(Offering)
        .outerjoin(Offering.partnership)
        .outerjoin(Partnership.unit)
        .outerjoin(Offering.category)
        .where(Offering.community_id == community_id, is_offering_available_on(clock.local_today()))
    )
