"""Titles for the minutes (事项名称) of needs and matches: what a person may write, and what a proposal is made from."""

from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from partner_hub.core.errors import DomainError
from partner_hub.core.forms import EditForm, line_field
from partner_hub.needs.known_people import known_people
from partner_hub.needs.models import Need
from partner_hub.privacy import MAX_MINUTES_TITLE, persons_in_title, tells_circumstances
from partner_hub.vocabulary.need import Visibility


def minutes_title_field() -> StringField:
    return line_field(_l("Title for the minutes"), MAX_MINUTES_TITLE)


class MinutesTitleForm(EditForm):
    """Over a need or match: the field shows the proposal for as long as nothing is typed."""

    minutes_title = minutes_title_field()

    def __init__(self, *args: Any, record: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        if record:
            self.minutes_title.render_kw = {"placeholder": record.proposed_title}


def require_title_for_everybody(title: str, needs: Sequence[Need], harmless: Collection[str] = ()) -> None:
    """Minutes are read by everybody, also about a need that is not public.

    Raises:
        DomainError: at `minutes_title`; it leads to a person, or tells of somebody's circumstances.
    """
    if not title or not needs:
        return
    if found := persons_in_title(title, known_people(needs[0].community_id) | set(harmless)):
        words = _("Minutes are read by everybody. Please leave out: %(words)s", words="、".join(found))
        raise DomainError(words, field="minutes_title")
    is_public = all(need.visibility == Visibility.PUBLIC for need in needs)
    if not is_public and tells_circumstances(title):
        words = _("The need is not public: please say what is asked, and nothing of somebody's illness or hardship.")
        raise DomainError(words, field="minutes_title")


def facts_of_proposal(record: Any) -> str:
    """From which facts of a need, or of the needs and offerings of a match, the proposal is made."""
    if isinstance(record, Need):
        return " · ".join(filter(None, [record.matter.category, record.beneficiaries, _("what is asked")]))
    offerings = [partner.offering.name for partner in record.partners if partner.offering]
    return " · ".join([_("what the needs ask"), *dict.fromkeys(offerings)])
