"""Imports of one community are written one after another."""

from partner_hub.communities.models import Community
from partner_hub.core.db import db


def lock_community(community_id: int) -> Community:
    """Row lock until the end of the transaction: each builds on what the one before has written."""
    statement = db.select(Community).where(Community.id == community_id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()
