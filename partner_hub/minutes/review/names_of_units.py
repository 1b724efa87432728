"""Every name under which minutes may speak of the units of a community."""

import re
from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from partner_hub.core.db import db
from partner_hub.minutes.document import MinutesDocument
from partner_hub.minutes.review.unit_part import UnitNames
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.unit import AliasKind

LONGEST_VAGUE = 3
AGREED_SHORT_FORM = re.compile(r"(?P<before>[^，。；：、（）“”]{2,60})（以下简称“?(?P<short>[^”）]{2,40})”?）")


def every_name_of_units(community_id: int, document: MinutesDocument | None = None) -> UnitNames:
    """Names, short and former ones; and the short forms that the document itself agrees on.

    Not what imports were taught to understand, nor a short name that may as well speak of another unit (医院).
    """
    ids: dict[str, set[int]] = defaultdict(set)
    statement = select(Partnership).where(Partnership.community_id == community_id)
    loaded = joinedload(Partnership.unit), selectinload(Partnership.aliases)
    for each in db.session.scalars(statement.options(*loaded)):
        told = (alias.name for alias in each.aliases if alias.kind is not AliasKind.LEARNED)
        for name in (each.name, *told):
            ids[name].add(each.merged_into_id or each.id)
    known = UnitNames({name: frozenset(units) for name, units in ids.items() if not _is_vague(name, units, ids)})
    return known if document is None else _with_agreed_forms(known, document)


def _is_vague(name: str, units: set[int], ids: Mapping[str, set[int]]) -> bool:
    return len(name) <= LONGEST_VAGUE and any(name in other and not units & theirs for other, theirs in ids.items())


def _with_agreed_forms(known: UnitNames, document: MinutesDocument) -> UnitNames:
    found = {
        match["short"]: units
        for paragraph in document.body
        for match in AGREED_SHORT_FORM.finditer(str(paragraph))
        if (units := known.units_in(match["before"]))
    }
    return UnitNames({**found, **known.ids})
