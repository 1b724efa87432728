"""What people are told about matches: each occasion once, with the page where it is dealt with."""

from collections.abc import Collection, Iterable, Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from partner_hub.accounts.models import User
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.matching.models import Match, MatchPartner, NeedInvitation
from partner_hub.messages.queries import committee, people_of_units
from partner_hub.messages.service import settle, tell
from partner_hub.needs.models import Need
from partner_hub.privacy import mask_personal_data
from partner_hub.vocabulary.match import MatchOrigin


def claimed(actor: Actor, match: Match) -> None:
    """Whoever asks is to answer."""
    subject = _l("%(unit)s would like to take “%(need)s”. Please answer.", **_words(match))
    _tell(actor, match, _askers(match), "claim", subject, _l("Answer"))


def dispatched(actor: Actor, match: Match) -> None:
    subject = _l("The community asks your unit to take “%(need)s”. Please answer.", **_words(match))
    _tell(actor, match, people_of_units(_units(match)), "dispatch", subject, _l("Answer"))


def agreed(actor: Actor, match: Match) -> None:
    _settle(match, "claim", "dispatch")
    subject = _l("Both sides agree: %(unit)s takes “%(need)s”.", **_words(match))
    _tell(actor, match, [*_proposers(match), *_askers(match)], "agreed", subject, _l("To the match"))
    _tell_slower_ones(actor, match)


def declined(actor: Actor, match: Match) -> None:
    _settle(match, "claim", "dispatch")
    subject = _l("Declined: %(unit)s and “%(need)s”.", **_words(match))
    told = mask_personal_data(match.reason)
    _tell(actor, match, _proposers(match), "declined", subject, _l("To the match"), details=told)


def lapsed(actor: Actor, match: Match) -> None:
    _settle(match, "claim", "dispatch")
    subject = _l("Nobody answered in time: %(unit)s and “%(need)s”. The need is open again.", **_words(match))
    _tell(actor, match, _everybody(match), "lapsed", subject, _l("To the match"))


def released(actor: Actor, match: Match) -> None:
    _settle(match, "claim", "dispatch")
    subject = _l("Released: %(unit)s no longer takes “%(need)s”.", **_words(match))
    told = mask_personal_data(match.reason)
    _tell(actor, match, _everybody(match), "released", subject, _l("To the match"), details=told)


def confirmed(actor: Actor, match: Match) -> None:
    """By the secretary between the meetings, or by minutes that were signed."""
    subject = _l("Confirmed: %(unit)s takes “%(need)s”.", **_words(match))
    _tell(actor, match, _everybody(match), "confirmed", subject, _l("To the match"))


def in_effect(actor: Actor, matches: Iterable[Match]) -> None:
    """The minutes are signed: what was confirmed begins."""
    for match in matches:
        subject = _l("The minutes are signed. %(unit)s begins with “%(need)s”.", **_words(match))
        _tell(actor, match, people_of_units(_units(match)), "effect", subject, _l("To the match"))


def joined(actor: Actor, match: Match, partner: MatchPartner) -> None:
    subject = _l("%(other)s joins in “%(need)s”.", other=partner.name, need=_needs(match))
    _tell(actor, match, _everybody(match), _joining(partner), subject, _l("To the match"))


def _joining(partner: MatchPartner) -> str:
    """A row's number may come back after the unit has left: the moment belongs to the occasion, too."""
    return f"join:{partner.id}:{partner.since:%Y%m%d%H%M%S%f}" if partner.since else f"join:{partner.id}"


def welcomed(actor: Actor, match: Match, partner: MatchPartner) -> None:
    _settle(match, _joining(partner))
    subject = _l("%(other)s is welcome in “%(need)s”.", other=partner.name, need=_needs(match))
    _tell(actor, match, _everybody(match), f"welcome:{partner.id}", subject, _l("To the match"))


def left(actor: Actor, match: Match, partner: MatchPartner, reason: str) -> None:
    _settle(match, _joining(partner))
    subject = _l("%(other)s no longer takes part in “%(need)s”.", other=partner.name, need=_needs(match))
    told = mask_personal_data(reason)
    _tell(actor, match, _everybody(match), f"leave:{partner.id}", subject, _l("To the match"), details=told)


def leads_now(actor: Actor, match: Match, partner: MatchPartner) -> None:
    subject = _l("%(other)s leads in “%(need)s” now.", other=partner.name, need=_needs(match))
    key = f"lead:{partner.id}:{match.version}"
    _tell(actor, match, _everybody(match), key, subject, _l("To the match"))


def invited(need: Need, invitations: Sequence[NeedInvitation]) -> None:
    for invitation in invitations:
        tell(
            people_of_units([invitation.partnership_id]),
            need.community_id,
            kind="match",
            key=f"invitation:{invitation.id}:{invitation.invited_at:%Y%m%d%H%M%S}",
            endpoint="needs.show",
            values={"need_id": need.id},
            subject=_l("Your unit is asked first whether it takes “%(need)s”.", need=_name(need)),
            button=_l("Take this need"),
        )


def hall_opened(need: Need) -> int:
    """The units asked first have let their time pass: the committee may ask others."""
    return tell(
        committee(need.community_id),
        need.community_id,
        kind="match",
        key=f"hall-opened:{need.id}:{need.hall_from:%Y%m%d%H%M%S}",
        endpoint="needs.show",
        values={"need_id": need.id},
        subject=_l("Open to every unit now: “%(need)s”", need=_name(need)),
        button=_l("To the need"),
        details=_l("None of the units that were asked first takes it as a whole."),
    )


def invitation_declined(actor: Actor, invitation: NeedInvitation) -> None:
    need = invitation.need
    tell(
        _others(actor, committee(need.community_id)),
        need.community_id,
        kind="match",
        key=f"invitation-declined:{invitation.id}:{invitation.invited_at:%Y%m%d%H%M%S}",
        endpoint="needs.show",
        values={"need_id": need.id},
        subject=_l("%(unit)s declines to take “%(need)s”.", unit=invitation.partnership.name, need=_name(need)),
        button=_l("To the need"),
        details=mask_personal_data(invitation.decline_reason),
    )


def _tell_slower_ones(actor: Actor, match: Match) -> None:
    """Units that were invited and have not answered need not think about it any longer."""
    own = _units(match)
    for entry in match.needs:
        statement = db.select(NeedInvitation.partnership_id).where(
            NeedInvitation.need_id == entry.need_id,
            NeedInvitation.declined_at.is_(None),
            NeedInvitation.partnership_id.not_in(own),
        )
        units = db.session.scalars(statement).all()
        if units:
            tell(
                _others(actor, people_of_units(units)),
                match.community_id,
                kind="match",
                key=f"match:{match.id}:faster:{entry.need_id}",
                endpoint="needs.show",
                values={"need_id": entry.need_id},
                subject=_l("%(unit)s was faster and takes “%(need)s”.", **_words(match)),
                button=_l("To the need"),
            )


def _tell(
    actor: Actor,
    match: Match,
    people: Iterable[User],
    occasion: str,
    subject: LazyString,
    button: LazyString,
    *,
    details: str = "",
) -> None:
    tell(
        _others(actor, people),
        match.community_id,
        kind="match",
        key=f"match:{match.id}:{occasion}",
        endpoint="matches.show",
        values={"match_id": match.id},
        subject=subject,
        button=button,
        details=details,
    )


def _settle(match: Match, *occasions: str) -> None:
    """What these occasions asked for is done: nobody else need look at it."""
    keys = [f"match:{match.id}:{occasion}" for occasion in occasions]
    settle(match.community_id, endpoint="matches.show", values={"match_id": match.id}, keys=keys)


def _others(actor: Actor, people: Iterable[User]) -> list[User]:
    """Nobody is told what they did themselves, and nobody twice."""
    return list({person.id: person for person in people if person.id != actor.user_id}.values())


def _everybody(match: Match) -> list[User]:
    return [*people_of_units(_units(match)), *_askers(match)]


def _askers(match: Match) -> list[User]:
    """Who speaks for those who ask: the units, and the committee for its residents."""
    units = {entry.need.asking_partnership_id for entry in match.needs}
    asking = {unit for unit in units if unit is not None}
    residents = list(committee(match.community_id)) if None in units else []
    return [*residents, *people_of_units(asking)] if asking else residents


def _proposers(match: Match) -> list[User]:
    if match.origin is MatchOrigin.CLAIM:
        return list(people_of_units(_units(match)))
    return list(committee(match.community_id))


def _units(match: Match) -> Collection[int]:
    return {partner.partnership_id for partner in match.partners if partner.partnership_id is not None}


def _words(match: Match) -> dict[str, str]:
    return {"unit": match.lead.name if match.lead else "", "need": _needs(match)}


def _needs(match: Match) -> str:
    return "、".join(_name(entry.need) for entry in match.needs)


def _name(need: Need) -> str:
    """What everybody may read: messages leave the house by mail."""
    return need.open_title
