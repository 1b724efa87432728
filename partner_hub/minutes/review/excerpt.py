"""The excerpt for one unit, from the record that was frozen with the signature; never stored."""

import json
from dataclasses import replace

from flask_babel import gettext as _

from partner_hub.core.errors import ExplainedNotFound
from partner_hub.minutes.document import MinutesDocument, Paragraph
from partner_hub.minutes.models import IssuedMinutes
from partner_hub.minutes.review.names_of_units import every_name_of_units
from partner_hub.minutes.review.unit_part import part_of_unit
from partner_hub.partners.models import Partnership

MARK = "（摘录）"


def excerpt_of(version: IssuedMinutes, unit: Partnership) -> MinutesDocument:
    """Raises ExplainedNotFound for a version that was filed in an older format."""
    try:
        document = MinutesDocument.from_json(json.dumps(version.record))
    except ValueError as error:
        raise ExplainedNotFound(_("There is no excerpt of this version.")) from error
    names = every_name_of_units(version.community_id, document)
    part = part_of_unit(document, unit.id, names, is_signed=True)
    name = names.name_in(document.to_json(), unit.id, otherwise=unit.name)
    closing = f"（本摘录只载与{name}有关的内容，全文见{version.reference}会议纪要。）"
    return replace(
        part,
        mark=document.mark + MARK,
        title=document.title + MARK,
        description=f"{document.description}，与{name}有关内容的摘录",
        body=(*part.body, Paragraph(closing)),
        copies_to=(name,),
    )
