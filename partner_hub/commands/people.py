from typing import Any, cast

import click
from flask_babel import gettext

from partner_hub.accounts import invitations, queries, service, units
from partner_hub.accounts.invitations import InvitationValues
from partner_hub.accounts.sign_in_names import normal_email, normal_phone
from partner_hub.commands.group import hub
from partner_hub.communities.models import Community
from partner_hub.communities.queries import community_named
from partner_hub.core import mail_outbox
from partner_hub.core.actor import Actor
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.core.identity_numbers import refuse_identity_numbers
from partner_hub.core.permissions import UNIT_ROLES, Role

# Roles that hold in one community; the others name a district, or nothing.
COMMUNITY_BOUND_ROLES = frozenset(Role) - {Role.DISTRICT_OBSERVER, Role.SYSTEM_ADMIN}


@hub.command("create-user")
@click.option("--name", required=True, help="The person's name.")
@click.option("--email", default="", help="To sign in with; the invitation is mailed there.")
@click.option("--phone", default="", help="To sign in with, instead of or beside the e-mail address.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--community", "community_name", default="", help="For every role but the last two.")
@click.option("--district", default="", help="For a district_observer; or where the community is.")
@click.option("--unit", default="", help="The name of the unit, for unit_admin and unit_member.")
@click.option("--grid", default="", help="The label of a grid_worker's grid cell.")
@click.option("--password", help="Sets it at once (it stays in the shell's history); else an invitation is printed.")
def create_user_command(name: str, email: str, phone: str, role: str, password: str | None, **place: str) -> None:
    """Give somebody an account with a role, or somebody who has an account one more role.

    Prints a link with which the person sets the password. With --password the account can be used at once.
    """
    refuse_identity_numbers({"name": name, "email": email, "phone": phone} | place)
    data = {"name": name, "email": email, "phone": phone, "role": role} | _place_of_names(Role(role), **place)
    community = data.pop("community")
    if password is None:
        _, link = invitations.create_invitation(
            Actor.of_operator(community.id if community else 0), community, data=cast("InvitationValues", data)
        )
        db.session.commit()
        mail_outbox.send_pending()
        click.echo(
            f"Invited {name}. The link can be used once, within {invitations.INVITATION_LIFE.days} days:\n{link}"
        )
        return
    _create_account_at_once(data, community, password)
    db.session.commit()
    click.echo(f"Created {name}.")


def _create_account_at_once(data: dict[str, Any], community: Community | None, password: str) -> None:
    email, phone = normal_email(str(data["email"])), normal_phone(str(data["phone"]))
    if not (email or phone):
        raise DomainError(gettext("Give --email or --phone: it is the name to sign in with."))
    if queries.user_by_email_or_phone(email, phone):
        raise DomainError(
            gettext("There is an account for this e-mail or phone already; leave out --password to invite it.")
        )
    user = service.create_user(name=str(data["name"]), email=email, phone=phone, password=password)
    place = {key: data[key] for key in ("partnership_id", "grid_id", "district") if data.get(key)}
    service.grant_role(user, Role(data["role"]), community_id=community.id if community else None, **place)


def _place_of_names(role: Role, community_name: str, district: str, unit: str, grid: str) -> dict[str, Any]:
    """Where the role holds, from names; raises DomainError when something is missing or unknown."""
    if role not in COMMUNITY_BOUND_ROLES:
        if role == Role.DISTRICT_OBSERVER and not district:
            raise DomainError(gettext("A district_observer needs --district."))
        return {"community": None, "district": district if role == Role.DISTRICT_OBSERVER else ""}
    if not community_name:
        raise DomainError(gettext("The role %(role)s needs --community.", role=role))
    community = community_named(community_name, district)
    place: dict[str, Any] = {"community": community}
    if role in UNIT_ROLES:
        place["partnership_id"] = _id_of_name(
            "unit", unit, {name: number for number, name in units.present_units_of(community.id)}
        )
    if grid:
        place["grid_id"] = _id_of_name("grid", grid, {cell.label: cell.id for cell in community.grids})
    return place


def _id_of_name(option: str, name: str, known: dict[str, int]) -> int:
    if name not in known:
        if not known:
            raise DomainError(gettext("There is nothing yet that --%(option)s could name.", option=option))
        names = ", ".join(known)
        raise DomainError(gettext("--%(option)s must be one of: %(names)s.", option=option, names=names))
    return known[name]
