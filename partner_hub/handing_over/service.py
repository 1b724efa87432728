"""One person's work goes to a successor in one act: roles, unread messages, open requests, the place as liaison."""

from flask_babel import gettext as _
from sqlalchemy import select, update

from partner_hub.accounts.models import RoleGrant, User
from partner_hub.accounts.password_changes import first_password_link
from partner_hub.accounts.queries import live_grants
from partner_hub.accounts.service import create_user, grant_role
from partner_hub.accounts.sign_in_names import normal_email, normal_phone
from partner_hub.actions.models import DeadlineRequest
from partner_hub.core import clock
from partner_hub.core.actor import Actor
from partner_hub.core.db import db, rows_changed
from partner_hub.core.errors import Conflict, DomainError, NotFound
from partner_hub.core.events import record_event
from partner_hub.core.permissions import Permission
from partner_hub.handing_over import mails, notifications
from partner_hub.handing_over.queries import (
    Belongings,
    are_open_requests,
    are_recorded_needs,
    are_unread_messages,
    belongings_of,
    successors_offered,
)
from partner_hub.messages.models import Message
from partner_hub.needs.models import Need
from partner_hub.partners.models import Partnership
from partner_hub.partners.service import write_unit_changes


def hand_over_to_colleague(actor: Actor, person: User, successor: User) -> Belongings:
    """To somebody who has an account here.

    Raises:
        NotFound: the actor manages no role of this person here.
        DomainError: this successor cannot be chosen.
        Conflict: a role was taken away at the same moment.
    """
    belongings = _required_belongings(actor, person)
    if successor not in successors_offered(actor, person, belongings):
        raise DomainError(_("Please choose from the list."), field="successor_id")
    _hand_over(actor, person, successor, belongings)
    return belongings


def hand_over_to_newcomer(actor: Actor, person: User, *, name: str, email: str, phone: str) -> tuple[User, str]:
    """To somebody new, whose account is made with it; returns it and the link to set the first password.

    The link is shown once, and mailed where there is an address.

    Raises:
        NotFound: the actor manages no role of this person here.
        DomainError: at email, where there is neither address nor number.
        Conflict: a role was taken away at the same moment.
    """
    belongings = _required_belongings(actor, person)
    email, phone = normal_email(email), normal_phone(phone)
    if not (email or phone):
        raise DomainError(_("Please give an e-mail address or a phone number."), field="email")
    successor = create_user(name=name, email=email, phone=phone)
    _hand_over(actor, person, successor, belongings)
    link = first_password_link(actor, successor)
    mails.send_first_link(actor, successor, link)
    return successor, link


def _required_belongings(actor: Actor, person: User) -> Belongings:
    actor.require(Permission.UNIT_USERS)
    belongings = belongings_of(actor, person)
    if not belongings.grants:
        raise NotFound
    return belongings


def _hand_over(actor: Actor, person: User, successor: User, belongings: Belongings) -> None:
    for grant, _place in belongings.grants:
        _move_role(actor, grant, successor)
    if not belongings.keeps_roles:
        _move_messages(actor, person, successor)
        mine = update(DeadlineRequest).where(*are_open_requests(actor, person))
        rows_changed(mine.values(asked_by_id=successor.id))
    if belongings.needs:
        rows_changed(update(Need).where(*are_recorded_needs(actor, person)).values(created_by_id=successor.id))
    for partnership in belongings.liaison_of:
        _replace_liaison(actor, partnership, person, successor)
    details = {"roles": [grant.role.value for grant, _place in belongings.grants], "messages": belongings.messages}
    record_event(actor, person, "hand_over", reason=successor.name, details=details)
    event = record_event(actor, successor, "take_over", reason=person.name, details=details)
    db.session.flush()
    notifications.notify_of_handing_over(actor, person, successor, event)


def _move_role(actor: Actor, grant: RoleGrant, successor: User) -> None:
    """Compare-and-set: of two people who hand over the same role one wins."""
    ended = update(RoleGrant).where(RoleGrant.id == grant.id, RoleGrant.revoked_at.is_(None))
    if rows_changed(ended.values(revoked_at=clock.utc_now())) != 1:
        raise Conflict
    db.session.refresh(grant)
    record_event(actor, grant, "revoke", on_behalf_of=grant.user.name, details={"role": grant.role})
    same = (grant.role, grant.community_id, grant.partnership_id, grant.grid_id)
    if any((e.role, e.community_id, e.partnership_id, e.grid_id) == same for e in live_grants(successor)):
        return
    received = grant_role(
        successor,
        grant.role,
        community_id=grant.community_id,
        partnership_id=grant.partnership_id,
        grid_id=grant.grid_id,
        district=grant.district,
    )
    record_event(actor, received, "receive", on_behalf_of=successor.name, details={"role": grant.role})


def _move_messages(actor: Actor, person: User, successor: User) -> None:
    """What the successor was told as well stays, and counts as read."""
    unread = are_unread_messages(actor, person)
    known = select(Message.key).where(Message.user_id == successor.id).scalar_subquery()
    rows_changed(update(Message).where(*unread, Message.key.not_in(known)).values(user_id=successor.id))
    rows_changed(update(Message).where(*unread).values(read_at=clock.utc_now()))


def _replace_liaison(actor: Actor, partnership: Partnership, person: User, successor: User) -> None:
    """In the unit's entry, with the successor's number instead of the person's; the change is logged."""
    kept = [number for number in partnership.phones if number != person.phone]
    phones = [successor.phone, *kept] if successor.phone and successor.phone not in kept else kept
    write_unit_changes(actor, partnership, {"contact": successor.name, "phones": phones}, keep_code=True)
