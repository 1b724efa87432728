"""How minutes were confirmed, for the pages of both meetings, of the minutes, and their catalogue."""

from collections.abc import Sequence

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission
from partner_hub.minutes.models import IssuedMinutes
from partner_hub.minutes.review import confirmations
from partner_hub.minutes.review.models import MinutesConfirmation
from partner_hub.minutes.review.views.blueprint import blueprint


@blueprint.app_template_global()
def confirmations_for_reader(meeting_id: int) -> Sequence[MinutesConfirmation]:
    return confirmations.confirmations_at_meeting(meeting_id) if current_actor().may(Permission.MINUTES_READ) else []


@blueprint.app_template_global()
def confirmations_of_version(version: IssuedMinutes) -> Sequence[MinutesConfirmation]:
    return confirmations.confirmations_of_minutes(version.minutes_id)


@blueprint.app_template_global()
def confirmation_words(versions: Sequence[IssuedMinutes]) -> dict[int, str]:
    """Words for the catalogue, by the id of the version."""
    found = confirmations.outcomes_of_versions([version.id for version in versions])
    return {issued_id: str(confirmations.OUTCOME_LABELS[outcome]) for issued_id, outcome in found.items()}


@blueprint.app_template_filter()
def outcome_label(confirmation: MinutesConfirmation) -> str:
    return str(confirmations.OUTCOME_LABELS[confirmation.outcome])
