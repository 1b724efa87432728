"""What the pages of needs, offerings and units ask about matches, whose room stands above theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from partner_hub.core import clock
from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission
from partner_hub.core.template_filters import format_moment
from partner_hub.matching import hall, queries
from partner_hub.matching.commands.invitations import invitations_of
from partner_hub.matching.commands.supporters import JOINABLE
from partner_hub.matching.coverage import Coverage, coverages
from partner_hub.matching.models import Match, NeedInvitation
from partner_hub.matching.views.blueprint import blueprint
from partner_hub.matching.workflow import takes_part
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import NeedReading
from partner_hub.offerings.models import Offering
from partner_hub.partners.models import Partnership
from partner_hub.vocabulary.need import WANTED_NEED_STATES, NeedState

HOURS_A_DAY = 24


@dataclass(frozen=True)
class Taking:
    """Who takes a need, and what this person may do about it."""

    matches: list[Match]
    coverage: Coverage
    invitations: list[NeedInvitation]
    own_invitation: NeedInvitation | None
    waits: bool
    may_claim: bool
    may_dispatch: bool


@blueprint.app_template_global()
def taking_of(need: Need) -> Taking | None:
    """None for a person who may not read matches."""
    actor = current_actor()
    if not actor.may(Permission.MATCHES_READ):
        return None
    matches, invitations = queries.of_need(need.id), invitations_of(need)
    is_listed = need.state == NeedState.PUBLISHED
    own = [each for each in invitations if actor.speaks_for(each.partnership_id)]
    waits = not hall.is_open_to_all(need, clock.utc_now())
    is_asked = any(each.declined_at is None for each in own)
    takes_already = any(actor.speaks_for(partner.partnership_id) for match in matches for partner in match.partners)
    is_unit = actor.may(Permission.MATCHES_CLAIM) and not actor.may(Permission.MATCHES_DISPATCH)
    wanted = is_unit and is_listed and not takes_already and not actor.speaks_for(need.asking_partnership_id)
    covered = coverages([need.id])[need.id]
    return Taking(
        matches=matches,
        coverage=covered,
        invitations=invitations if actor.may(Permission.BOARD) else [],
        own_invitation=own[0] if own and not takes_already and is_listed else None,
        waits=waits and is_listed,
        may_claim=wanted and covered is not Coverage.FULL and (is_asked or not waits),
        may_dispatch=actor.may(Permission.MATCHES_DISPATCH) and is_listed,
    )


@blueprint.app_template_global()
def coverages_of(readings: Iterable[NeedReading]) -> dict[int, Coverage]:
    """How far the needs of a list are taken care of, as long as they look for somebody; one statement."""
    wanted = [need.id for need in readings if need.state in WANTED_NEED_STATES]
    return coverages(wanted) if wanted and current_actor().may(Permission.MATCHES_READ) else {}


@blueprint.app_template_global()
def promised_of(offering: Offering) -> list[Match]:
    """The live matches that an offering is in."""
    return queries.of_offering(offering.id) if current_actor().may(Permission.MATCHES_READ) else []


@blueprint.app_template_global()
def promised_by(partnership: Partnership) -> list[Match]:
    """The live matches that a unit is in."""
    return queries.of_unit(partnership.id) if current_actor().may(Permission.MATCHES_READ) else []


@blueprint.app_template_global()
def sees_match(match: Match) -> bool:
    """Whether this person may open its page."""
    actor = current_actor()
    return actor.may(Permission.BOARD) or takes_part(actor, match)


@blueprint.app_template_global()
def may_join(match: Match) -> bool:
    """Whether a unit of this person may support it."""
    actor = current_actor()
    if not actor.partnership_ids or not actor.may(Permission.MATCHES_CLAIM) or match.state not in JOINABLE:
        return False
    needs = [entry.need for entry in match.needs]
    return not takes_part(actor, match) and all(need.state == NeedState.PUBLISHED for need in needs)


@blueprint.app_template_global()
def answer_left(day: date) -> str:
    """How long there is still to answer, in words."""
    number = (day - clock.local_today()).days
    if number < 0:
        return _("the time is over")
    if number == 0:
        return _("today is the last day")
    return ngettext("%(num)s day left", "%(num)s days left", number)


@blueprint.app_template_global()
def opens_in(at: datetime) -> str:
    """When the hall opens to everybody, in words; days to the nearest, the time beside them is exact."""
    minutes = max(1, int((at - clock.utc_now()).total_seconds() // 60))
    hours, days = minutes // 60, round(minutes / (24 * 60))
    if hours >= HOURS_A_DAY:
        left = ngettext("in %(num)s day", "in %(num)s days", days)
    elif hours:
        left = ngettext("in %(num)s hour", "in %(num)s hours", hours)
    else:
        left = ngettext("in %(num)s minute", "in %(num)s minutes", minutes)
    return _("%(left)s (%(time)s)", left=left, time=format_moment(at))
