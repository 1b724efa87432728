"""The quarters of a community that have been opened."""

from typing import Any

from sqlalchemy import Select, select

from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.core.db import db
from partner_hub.core.quarters import Quarter
from partner_hub.vocabulary.quarter import QuarterState


def quarters_opened(community_id: int) -> Select[CommunityQuarter]:
    """Newest first."""
    statement = select(CommunityQuarter).where(CommunityQuarter.community_id == community_id)
    return statement.order_by(CommunityQuarter.year.desc(), CommunityQuarter.quarter.desc())


def quarter_row(community_id: int, quarter: Quarter) -> CommunityQuarter | None:
    """The row of a quarter; None when nobody has opened it."""
    year, number = quarter
    statement = quarters_opened(community_id).where(CommunityQuarter.year == year, CommunityQuarter.quarter == number)
    return db.session.scalar(statement)


def is_quarter_closed(community_id: int, quarter: Quarter) -> bool:
    row = quarter_row(community_id, quarter)
    return row is not None and row.state is QuarterState.CLOSED


def frozen_figures(community_id: int, quarter: Quarter) -> dict[str, Any] | None:
    """What was frozen when the quarter was closed (reports/frozen_figures.py); None while it runs."""
    return frozen_figures_since(community_id, quarter).get(quarter)


def frozen_figures_since(community_id: int, first: Quarter) -> dict[Quarter, dict[str, Any]]:
    """The frozen figures of the closed quarters from this one on; one statement."""
    closed = quarters_opened(community_id).where(
        CommunityQuarter.state == QuarterState.CLOSED, CommunityQuarter.year >= first[0]
    )
    found = {(each.year, each.quarter): each.figures for each in db.session.scalars(closed)}
    return {quarter: figures for quarter, figures in found.items() if quarter >= first}


def open_quarters_before(community_id: int, quarter: Quarter) -> list[CommunityQuarter]:
    """Earlier ones that were opened and never closed, oldest first."""
    found = db.session.scalars(quarters_opened(community_id).where(CommunityQuarter.state == QuarterState.OPEN))
    return [each for each in reversed(list(found)) if (each.year, each.quarter) < quarter]
