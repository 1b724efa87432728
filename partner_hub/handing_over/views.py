"""What one person has to do goes to a successor: shown before, and done in one act."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.accounts.models import User
from partner_hub.accounts.queries import managed_person
from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.handing_over import queries, service
from partner_hub.handing_over.forms import HandingOverForm

blueprint = Blueprint("handing_over", __name__, url_prefix="/c/<int:community_id>/people")


@blueprint.route("/<int:user_id>/hand-over", methods=["GET", "POST"])
@requires_permission(Permission.UNIT_USERS)
def hand_over(user_id: int) -> ResponseReturnValue:
    actor = current_actor()
    person = managed_person(actor, user_id)
    belongings = queries.belongings_of(actor, person)
    colleagues = queries.successors_offered(actor, person, belongings)
    form = HandingOverForm(colleagues=[(each.id, _name_and_address(each)) for each in colleagues])
    if form.validate_on_submit() and (answer := _handed_over(form, person, colleagues)):
        return answer
    page = {"form": form, "person": person, "belongings": belongings}
    return render_template("handing_over/hand_over.html", **page), form.status


def _name_and_address(colleague: User) -> str:
    return " · ".join(filter(None, (colleague.name, colleague.email or colleague.phone)))


def _handed_over(form: HandingOverForm, person: User, colleagues: list[User]) -> ResponseReturnValue | None:
    """None when it was refused."""
    actor = current_actor()
    chosen = next((each for each in colleagues if each.id == form.successor_id.data), None)
    if chosen:
        if form.run(lambda: service.hand_over_to_colleague(actor, person, chosen)) is None:
            return None
        flash(_("%(name)s has taken over.", name=chosen.name), "success")
        # Who has handed over the own roles may not look at people any more.
        return redirect("/" if person.id == actor.user_id else url_for("accounts.person", user_id=chosen.id))
    new = {"name": form.name.data or "", "email": form.email.data or "", "phone": form.phone.data or ""}
    made = form.run(lambda: service.hand_over_to_newcomer(actor, person, **new))
    if made is None:
        return None
    return render_template("handing_over/done.html", successor=made[0], link=made[1])
