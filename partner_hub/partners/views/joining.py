"""Public pages for units without an account: register, and look up or correct the application."""

from functools import partial
from http import HTTPStatus

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.communities.models import Community
from partner_hub.communities.public_rate_limit import enforce_public_rate_limit, open_community
from partner_hub.core.client_network import visitors_network
from partner_hub.core.permissions import public_view
from partner_hub.partners import applications
from partner_hub.partners.forms import JoinForm, MendForm
from partner_hub.partners.models import Partnership, UnitApplication
from partner_hub.partners.views.blueprint import JOIN_URL, blueprint
from partner_hub.vocabulary.unit import UnitState

JOIN_RATE_LIMIT = "join"
# A day, by network: an office park may share one address. Each registration notifies the committee, and by mail whoever
# is named in it.
JOINS_A_DAY_PER_NETWORK, JOINS_A_DAY = 10, 100


@blueprint.route(f"{JOIN_URL}/<int:community_id>", methods=["GET", "POST"])
@public_view
def join(community_id: int) -> ResponseReturnValue:
    community, form = open_community(community_id), JoinForm()
    if form.validate_on_submit() and form.run(partial(_count_registration, community)):
        secret = form.run(partial(applications.apply_as_unit, community, data=form.values))
        if secret:
            flash(_("Thank you. Your registration is with the community."), "success")
            return redirect(url_for("partners.application", secret=secret))
    return render_template("partners/join.html", form=form, place=community), form.status


@blueprint.route(f"{JOIN_URL}/status/<secret>", methods=["GET", "POST"])
@public_view
def application(secret: str) -> ResponseReturnValue:
    found = applications.find_application(secret)
    unit = applications.unit_of_application(found)
    form = MendForm(record=applications.SubmittedApplication(unit, found)) if found.is_sent_back else None
    if form and form.validate_on_submit() and form.run(partial(_resubmit_from_form, found, form)):
        flash(_("Thank you. Your registration is with the community."), "success")
        return redirect(url_for("partners.application", secret=secret))
    page = render_template(
        "partners/application.html",
        form=form,
        unit=unit,
        application=found,
        place=unit.community,
        link=applications.application_link(secret),
        is_waiting=unit.state == UnitState.SUBMITTED and unit.checked_on is None,
    )
    return page, form.status if form else HTTPStatus.OK


def _count_registration(community: Community) -> bool:
    return enforce_public_rate_limit(
        community, JOIN_RATE_LIMIT, visitors_network(), most=JOINS_A_DAY_PER_NETWORK, altogether=JOINS_A_DAY
    )


def _resubmit_from_form(found: UnitApplication, form: MendForm) -> Partnership:
    form.check_version()
    return applications.resubmit_application(found, data=form.values)
