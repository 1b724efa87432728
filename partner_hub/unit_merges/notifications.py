"""What people of a merged unit are told, and what nobody has to do about it any more."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_

from partner_hub.accounts.models import User
from partner_hub.core import clock
from partner_hub.core.absolute_urls import path_to
from partner_hub.core.db import METADATA
from partner_hub.messages.service import TargetPage, notify_people
from partner_hub.partners.merge_models import UnitMerge
from partner_hub.unit_merges.journal import Journal


def tell_people_of_merged(merge: UnitMerge, people: Sequence[User], name: str) -> None:
    """`name`: what the merged record was called."""
    key, kept = f"unit-merge:{merge.id}", merge.kept
    page = TargetPage(merge.community_id, "units", key, "partners.show", {"partnership_id": kept.id})
    subject = _l("“%(name)s” stood twice on the list: it is “%(kept)s” there now", name=name, kept=kept.name)
    details = _l("All that hangs on both is on one page.")
    notify_people(people, page, subject=subject, button=_l("Look at it"), details=details)


def settle_messages_about(journal: Journal, community_id: int, merged_id: int) -> None:
    """To approve it, for instance."""
    table = METADATA.tables["message"]
    path = path_to("partners.show", community_id=community_id, partnership_id=merged_id)
    journal.change_all(table, and_(table.c.path == path, table.c.read_at.is_(None)), "read_at", clock.utc_now())
