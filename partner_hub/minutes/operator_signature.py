"""Minutes that the operator signs on the command line on behalf of a secretary."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.accounts.models import User
from partner_hub.accounts.queries import active_user_named, actor_in
from partner_hub.accounts.sign_in_names import normal_sign_in_name
from partner_hub.communities.models import Community
from partner_hub.core.actor import Actor
from partner_hub.core.errors import DomainError, SeveralFaults
from partner_hub.core.permissions import Role
from partner_hub.meetings.models import Meeting
from partner_hub.messages.service import TargetPage, notify_people
from partner_hub.minutes import issue_document, queries
from partner_hub.minutes.drafting.commands import draft_minutes
from partner_hub.minutes.gate.gate import CheckResult, results_of_gate
from partner_hub.minutes.models import IssuedMinutes
from partner_hub.minutes.service import sign_minutes
from partner_hub.minutes.workflow import MINUTES_WORKFLOW
from partner_hub.vocabulary.minutes import CHECKS_BY_EYE, MinutesState


def secretary_named(community: Community, email: str) -> User:
    """The active secretary of the community with this e-mail address.

    Raises:
        DomainError: nobody with it is secretary there.
    """
    person = active_user_named(normal_sign_in_name(email))
    actor = actor_in(person, community) if person else None
    if person is None or actor is None or Role.SECRETARY not in actor.roles:
        raise DomainError(
            _("%(email)s is no secretary of %(community)s.", email=email, community=community.name), field="by"
        )
    return person


def sign_on_behalf(
    meeting: Meeting, secretary: User, *, dated: date | None = None, looked: bool = False
) -> IssuedMinutes:
    """Sign as the operator, recorded with the secretary's name; the secretary is notified.

    Args:
        meeting: with its whole record loaded.
        dated: the day of issue; None: that of the draft, else today.
        looked: somebody has looked at the places that may lead to a resident.

    Raises:
        SeveralFaults: everything that stands in the way, as on the page where the secretary signs.
        Conflict: the minutes are signed, or somebody else was faster.
    """
    actor = Actor.of_operator(meeting.community_id)
    minutes = queries.minutes_of(meeting) or draft_minutes(actor, meeting)
    MINUTES_WORKFLOW.rule(minutes, MinutesState.SIGNED)
    document = issue_document.document_to_issue(meeting, minutes, dated=dated)
    _require_looked(results_of_gate(meeting, minutes, document), looked=looked)
    version = sign_minutes(actor, minutes, meeting, dated=dated, on_behalf_of=secretary.name)
    _notify_secretary(version, secretary)
    return version


def _require_looked(results: tuple[CheckResult, ...], *, looked: bool) -> None:
    """Everything at once: what keeps from signing, and what somebody has to look at."""
    faults = [(sentence, "") for each in results if each.blocks for sentence, _url in each.open]
    if not looked:
        by_eye = (each for each in results if each.check in CHECKS_BY_EYE)
        faults += [(_("%(sentence)s (see --looked)", sentence=text), "") for each in by_eye for text, _url in each.open]
    if faults:
        raise SeveralFaults(_("The minutes cannot be signed yet:"), faults)


def _notify_secretary(version: IssuedMinutes, secretary: User) -> None:
    page = TargetPage(
        version.community_id, "minutes", f"minutes:{version.id}", "minutes.show", {"issued_id": version.id}
    )
    notify_people(
        [secretary],
        page.at("signed_on_behalf"),
        subject=_l("Signed on your behalf: %(title)s", title=version.title),
        details=_l("%(reference)s, signed on the command line by the operator", reference=version.reference),
        button=_l("Open the minutes"),
    )
