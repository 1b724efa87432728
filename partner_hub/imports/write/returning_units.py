"""A unit whose import was undone comes in again with a later list: in its own row, with its own history."""

from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.imports.records import UNDONE_MARK, is_undone
from partner_hub.partners.models import Partnership
from partner_hub.partners.workflow import UNIT_WORKFLOW
from partner_hub.vocabulary.unit import UnitState


def bring_back(actor: Actor, partnership: Partnership) -> bool:
    """Whether it was away because its import was undone; then it is approved again, as every row of a list is."""
    if not is_undone(partnership):
        return False
    UNIT_WORKFLOW.move(actor, partnership, UnitState.SUBMITTED, reason=_("brought in again"))
    UNIT_WORKFLOW.move(actor, partnership, UnitState.APPROVED)
    partnership.source = {name: value for name, value in partnership.source.items() if name != UNDONE_MARK}
    db.session.flush()
    return True
