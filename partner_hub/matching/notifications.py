"""Notifications about matches and invitations to take a need: each occasion once."""

from collections.abc import Collection, Iterable, Sequence

from flask_babel import lazy_gettext as _l

from partner_hub.accounts.models import User
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchPartner, NeedInvitation
from partner_hub.messages.queries import people_of_committee, people_of_units
from partner_hub.messages.service import TargetPage, notify_people, settle_notifications
from partner_hub.needs.models import Need
from partner_hub.privacy import mask_personal_data
from partner_hub.vocabulary.match import MatchOrigin

MATCH_BUTTON, NEED_BUTTON = _l("To the match"), _l("To the need")


def notify_of_claim(actor: Actor, match: Match) -> None:
    """Whoever asks is to answer."""
    subject = _l("%(unit)s would like to take “%(need)s”. Please answer.", **words_of_match(match))
    notify_people(
        _asking_people(match), target_of_match(match, "claim"), subject=subject, button=_l("Answer"), by=actor
    )


def notify_of_dispatch(actor: Actor, match: Match) -> None:
    subject = _l("The community asks your unit to take “%(need)s”. Please answer.", **words_of_match(match))
    notify_people(
        people_of_units(units_of_match(match)),
        target_of_match(match, "dispatch"),
        subject=subject,
        button=_l("Answer"),
        by=actor,
    )


def notify_of_agreement(actor: Actor, match: Match) -> None:
    settle_notifications(target_of_match(match), "claim", "dispatch")
    subject = _l("Both sides agree: %(unit)s takes “%(need)s”.", **words_of_match(match))
    people = [*_proposing_people(match), *_asking_people(match)]
    notify_people(people, target_of_match(match, "agreed"), subject=subject, button=MATCH_BUTTON, by=actor)
    _notify_slower_units(actor, match)


def notify_of_refusal(actor: Actor, match: Match) -> None:
    settle_notifications(target_of_match(match), "claim", "dispatch")
    subject = _l("Declined: %(unit)s and “%(need)s”.", **words_of_match(match))
    masked = mask_personal_data(match.reason)
    notify_people(
        _proposing_people(match),
        target_of_match(match, "declined"),
        subject=subject,
        button=MATCH_BUTTON,
        details=masked,
        by=actor,
    )


def notify_of_lapse(actor: Actor, match: Match) -> None:
    settle_notifications(target_of_match(match), "claim", "dispatch")
    subject = _l("Nobody answered in time: %(unit)s and “%(need)s”. The need is open again.", **words_of_match(match))
    notify_people(
        people_of_match(match), target_of_match(match, "lapsed"), subject=subject, button=MATCH_BUTTON, by=actor
    )


def notify_of_release(actor: Actor, match: Match) -> None:
    settle_notifications(target_of_match(match), "claim", "dispatch")
    subject = _l("Released: %(unit)s no longer takes “%(need)s”.", **words_of_match(match))
    masked = mask_personal_data(match.reason)
    notify_people(
        people_of_match(match),
        target_of_match(match, "released"),
        subject=subject,
        button=MATCH_BUTTON,
        details=masked,
        by=actor,
    )


def notify_of_confirmation(actor: Actor, match: Match) -> None:
    """By the secretary between the meetings, or by minutes that were signed."""
    subject = _l("Confirmed: %(unit)s takes “%(need)s”.", **words_of_match(match))
    notify_people(
        people_of_match(match), target_of_match(match, "confirmed"), subject=subject, button=MATCH_BUTTON, by=actor
    )


def notify_of_effect(actor: Actor, matches: Iterable[Match]) -> None:
    """The minutes are signed: what was confirmed begins."""
    for match in matches:
        subject = _l("The minutes are signed. %(unit)s begins with “%(need)s”.", **words_of_match(match))
        notify_people(
            people_of_units(units_of_match(match)),
            target_of_match(match, "effect"),
            subject=subject,
            button=MATCH_BUTTON,
            by=actor,
        )


def notify_of_join(actor: Actor, match: Match, partner: MatchPartner) -> None:
    subject = _l("%(other)s joins in “%(need)s”.", other=partner.name, need=_need_titles(match))
    notify_people(
        people_of_match(match),
        target_of_match(match, _occasion_of_join(partner)),
        subject=subject,
        button=MATCH_BUTTON,
        by=actor,
    )


def _occasion_of_join(partner: MatchPartner) -> str:
    """A row's number may come back after the unit has left: the moment belongs to the occasion, too."""
    return f"join:{partner.id}:{partner.since:%Y%m%d%H%M%S%f}" if partner.since else f"join:{partner.id}"


def notify_of_welcome(actor: Actor, match: Match, partner: MatchPartner) -> None:
    settle_notifications(target_of_match(match), _occasion_of_join(partner))
    subject = _l("%(other)s is welcome in “%(need)s”.", other=partner.name, need=_need_titles(match))
    notify_people(
        people_of_match(match),
        target_of_match(match, f"welcome:{partner.id}"),
        subject=subject,
        button=MATCH_BUTTON,
        by=actor,
    )


def notify_of_leaving(actor: Actor, match: Match, partner: MatchPartner, reason: str) -> None:
    settle_notifications(target_of_match(match), _occasion_of_join(partner))
    subject = _l("%(other)s no longer takes part in “%(need)s”.", other=partner.name, need=_need_titles(match))
    masked = mask_personal_data(reason)
    notify_people(
        people_of_match(match),
        target_of_match(match, f"leave:{partner.id}"),
        subject=subject,
        button=MATCH_BUTTON,
        details=masked,
        by=actor,
    )


def notify_of_new_lead(actor: Actor, match: Match, partner: MatchPartner) -> None:
    subject = _l("%(other)s leads in “%(need)s” now.", other=partner.name, need=_need_titles(match))
    key = f"lead:{partner.id}:{match.version}"
    notify_people(people_of_match(match), target_of_match(match, key), subject=subject, button=MATCH_BUTTON, by=actor)


def notify_of_invitations(need: Need, invitations: Sequence[NeedInvitation]) -> None:
    subject = _l("Your unit is asked first whether it takes “%(need)s”.", need=_open_title(need))
    for invitation in invitations:
        page = target_of_need(need, f"invitation:{invitation.id}:{invitation.invited_at:%Y%m%d%H%M%S}")
        people = people_of_units([invitation.partnership_id])
        notify_people(people, page, subject=subject, button=_l("Take this need"))


def notify_of_open_hall(need: Need) -> int:
    """The units asked first have let their time pass: the committee may ask others."""
    return notify_people(
        people_of_committee(need.community_id),
        target_of_need(need, f"hall-opened:{need.id}:{need.hall_from:%Y%m%d%H%M%S}"),
        subject=_l("Open to every unit now: “%(need)s”", need=_open_title(need)),
        button=NEED_BUTTON,
        details=_l("None of the units that were asked first takes it as a whole."),
    )


def notify_of_declined_invitation(actor: Actor, invitation: NeedInvitation) -> None:
    need, unit = invitation.need, invitation.partnership
    notify_people(
        people_of_committee(need.community_id),
        target_of_need(need, f"invitation-declined:{invitation.id}:{invitation.invited_at:%Y%m%d%H%M%S}"),
        subject=_l("%(unit)s declines to take “%(need)s”.", unit=unit.name, need=_open_title(need)),
        button=NEED_BUTTON,
        details=mask_personal_data(invitation.decline_reason),
        by=actor,
    )


def _notify_slower_units(actor: Actor, match: Match) -> None:
    """Units that were invited and have not answered need not think about it any longer."""
    own = units_of_match(match)
    for entry in match.needs:
        statement = db.select(NeedInvitation.partnership_id).where(
            NeedInvitation.need_id == entry.need_id,
            NeedInvitation.declined_at.is_(None),
            NeedInvitation.partnership_id.not_in(own),
        )
        people = people_of_units(db.session.scalars(statement).all())
        page = target_of_need(entry.need, f"match:{match.id}:faster:{entry.need_id}")
        subject = _l("%(unit)s was faster and takes “%(need)s”.", **words_of_match(match))
        notify_people(people, page, subject=subject, button=NEED_BUTTON, by=actor)


def target_of_match(match: Match, occasion: str = "") -> TargetPage:
    page = TargetPage(match.community_id, "match", f"match:{match.id}", "matches.show", {"match_id": match.id})
    return page.at(occasion) if occasion else page


def target_of_need(need: Need, key: str) -> TargetPage:
    return TargetPage(need.community_id, "match", key, "needs.show", {"need_id": need.id})


def people_of_match(match: Match) -> list[User]:
    return [*people_of_units(units_of_match(match)), *_asking_people(match)]


def _asking_people(match: Match) -> list[User]:
    """Who speaks for those who ask: the units, and the committee for its residents."""
    asking = units_asking_in_match(match)
    for_residents = any(entry.need.asking_partnership_id is None for entry in match.needs)
    residents = list(people_of_committee(match.community_id)) if for_residents else []
    return [*residents, *people_of_units(asking)] if asking else residents


def _proposing_people(match: Match) -> list[User]:
    if match.origin is MatchOrigin.CLAIM:
        return list(people_of_units(units_of_match(match)))
    return list(people_of_committee(match.community_id))


def units_asking_in_match(match: Match) -> Collection[int]:
    units = {entry.need.asking_partnership_id for entry in match.needs}
    return {unit for unit in units if unit is not None}


def units_of_match(match: Match) -> Collection[int]:
    return {partner.partnership_id for partner in match.partners if partner.partnership_id is not None}


def words_of_match(match: Match) -> dict[str, str]:
    return {"unit": match.lead.name if match.lead else "", "need": _need_titles(match)}


def _need_titles(match: Match) -> str:
    return "、".join(_open_title(entry.need) for entry in match.needs)


def _open_title(need: Need) -> str:
    """What everybody may read: messages leave the house by mail."""
    return need.open_title
