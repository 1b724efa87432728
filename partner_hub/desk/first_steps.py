"""What a community does first, until all of it is done: units, offerings, needs, liaisons, the meeting."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, exists, select

from partner_hub.accounts.models import RoleGrant
from partner_hub.core.db import db
from partner_hub.desk.quarter_progress import QuarterFigures
from partner_hub.meetings.models import Meeting
from partner_hub.needs.models import Need
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership


@dataclass(frozen=True)
class FirstStep:
    label: LazyString
    url: str
    is_done: bool


def first_steps(community_id: int, figures: QuarterFigures) -> list[FirstStep]:
    """In order, each with whether it is done; empty once all are. One statement, and none in a quarter that runs."""
    if figures.meeting_id and figures.needs and figures.offerings:
        return []
    done = db.session.execute(select(*_questions(community_id))).one()
    steps = [FirstStep(label, url_for(page), is_done) for (label, page), is_done in zip(FIRST_STEPS, done, strict=True)]
    return [] if all(step.is_done for step in steps) else steps


def _questions(community_id: int) -> list[ColumnElement[bool]]:
    """Whether there is one of each, in the order of FIRST_STEPS."""
    units, offerings, needs, meetings = (
        exists().where(table.community_id == community_id) for table in (Partnership, Offering, Need, Meeting)
    )
    of_units = RoleGrant.partnership_id == Partnership.id
    liaisons = exists().where(of_units, RoleGrant.revoked_at.is_(None), Partnership.community_id == community_id)
    return [units, offerings, needs, liaisons, meetings]


FIRST_STEPS: tuple[tuple[LazyString, str], ...] = (
    (_l("Bring in the units: your own list, or one by one"), "imports.index"),
    (_l("Bring in what they offer"), "imports.index"),
    (_l("Bring in or record what is needed"), "imports.index"),
    (_l("Invite the units' liaisons"), "accounts.people"),
    (_l("Plan the joint meeting"), "meetings.new"),
)
