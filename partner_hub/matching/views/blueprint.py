"""The blueprint of matches, and what its templates and views share."""

from flask import Blueprint, request

from partner_hub.core.actor import current_actor
from partner_hub.core.errors import DomainError, NotAllowed, raise_refusal
from partner_hub.core.permissions import Permission
from partner_hub.matching.coverage import COVERAGE_LABELS as COVERAGE
from partner_hub.matching.coverage import COVERAGE_RULE, COVERAGE_TONES
from partner_hub.matching.workflow import MATCH_STATE_LABELS, MATCH_STATE_TONES
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import need_name_for
from partner_hub.privacy import mask_personal_data

blueprint = Blueprint("matches", __name__, url_prefix="/c/<int:community_id>/matches")


@blueprint.app_template_global()
def need_name(need: Need) -> str:
    """What the reader calls a need."""
    return need_name_for(current_actor(), need)


@blueprint.app_template_filter()
def for_reader(words: str) -> str:
    """What people typed about a match: they may name whom only the staff and the unit that takes the need know."""
    return words if current_actor().may(Permission.NEEDS_PERSONAL) else mask_personal_data(words)


@blueprint.app_context_processor
def _match_template_words() -> dict[str, object]:
    return {
        "match_states": MATCH_STATE_LABELS,
        "match_tones": MATCH_STATE_TONES,
        "coverage_labels": COVERAGE,
        "coverage_tones": COVERAGE_TONES,
        "coverage_rule": COVERAGE_RULE,
    }


def refuse_page(refusal: DomainError | None) -> None:
    """Raise the refusal when a page is opened, and always for somebody without the right.

    Else a sent form is shown again with what was typed, and its command says why not.
    """
    if request.method == "GET" or isinstance(refusal, NotAllowed):
        raise_refusal(refusal)
