"""The quarters of a community that have been opened."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select

from partner_hub.communities.models import Community
from partner_hub.communities.quarter_models import CommunityQuarter
from partner_hub.core import clock
from partner_hub.core.db import db
from partner_hub.core.errors import Conflict
from partner_hub.core.quarters import Quarter, quarter_after
from partner_hub.core.template_filters import quarter_name
from partner_hub.vocabulary.quarter import QuarterState

THEME_CHOICE = "theme"  # in filters of categories and in orders: those of the quarter's theme, or these first


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
    row = quarter_row(community_id, quarter)
    return row.figures if row is not None and row.state is QuarterState.CLOSED else None


def frozen_figures_since(community_id: int, first: Quarter) -> dict[Quarter, dict[str, Any]]:
    """The frozen figures of the closed quarters from this one on; one statement."""
    closed = quarters_opened(community_id).where(
        CommunityQuarter.state == QuarterState.CLOSED, CommunityQuarter.year >= first[0]
    )
    found = {(each.year, each.quarter): each.figures for each in db.session.scalars(closed)}
    return {quarter: figures for quarter, figures in found.items() if quarter >= first}


def running_quarter(community_id: int, quarter: Quarter) -> Quarter:
    """The quarter itself, or the first after it that has not been closed."""
    statement = select(CommunityQuarter.year, CommunityQuarter.quarter).where(
        CommunityQuarter.community_id == community_id, CommunityQuarter.state == QuarterState.CLOSED
    )
    closed = {(year, number) for year, number in db.session.execute(statement)}
    while quarter in closed:
        quarter = quarter_after(quarter)
    return quarter


def present_quarter(community_id: int) -> Quarter:
    """The quarter of today, or the first one after it that has not been closed."""
    return running_quarter(community_id, clock.quarter_of(clock.local_today()))


def theme_category_ids(community_id: int, quarter: Quarter | None = None) -> list[int]:
    """The categories of the theme of a quarter, None: of the present one; empty while nobody has named any."""
    row = quarter_row(community_id, quarter or present_quarter(community_id))
    return row.theme_categories if row else []


def require_running_quarter(community_id: int, quarter: Quarter) -> None:
    """Raises Conflict when it is closed: what it held stays as it was. Nobody closes it before the transaction ends."""
    db.session.execute(select(Community.id).where(Community.id == community_id).with_for_update(read=True))
    if is_quarter_closed(community_id, quarter):
        raise Conflict(_("%(quarter)s is closed already.", quarter=quarter_name(*quarter)))


def open_quarters_before(community_id: int, quarter: Quarter) -> list[CommunityQuarter]:
    """Earlier ones that were opened and never closed, oldest first."""
    found = db.session.scalars(quarters_opened(community_id).where(CommunityQuarter.state == QuarterState.OPEN))
    return [each for each in reversed(list(found)) if (each.year, each.quarter) < quarter]
