from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.errors import NotFound
from partner_hub.core.kept_files import send_kept_file
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.partners import agreements, queries
from partner_hub.partners.forms import AgreementForm
from partner_hub.partners.models import Agreement
from partner_hub.partners.views.blueprint import UNIT_URL, UNITS_URL, blueprint

AGREEMENT_URL = f"{UNITS_URL}/agreements/<int:agreement_id>"


@blueprint.route(f"{UNIT_URL}/agreements/new", methods=["GET", "POST"])
@requires_permission(Permission.UNITS_WRITE)
def new_agreement(partnership_id: int) -> ResponseReturnValue:
    unit, form = queries.unit_of(current_actor(), partnership_id), AgreementForm()
    write = partial(agreements.write_agreement, current_actor(), unit)
    if form.validate_on_submit() and form.run(lambda: write(data=form.values, scan=form.scan)):
        flash(_("Saved."), "success")
        return redirect(url_for("partners.show", partnership_id=unit.id))
    return render_template("partners/agreement.html", form=form, unit=unit, agreement=None), form.status


@blueprint.route(f"{AGREEMENT_URL}/edit", methods=["GET", "POST"])
@requires_permission(Permission.UNITS_WRITE)
def edit_agreement(agreement_id: int) -> ResponseReturnValue:
    agreement = agreements.agreement_of(current_actor(), agreement_id)
    form, unit = AgreementForm(record=agreement), agreement.partnership

    def save() -> Agreement:
        form.check_version()
        return agreements.change_agreement(current_actor(), agreement, data=form.values, scan=form.scan)

    if form.validate_on_submit() and form.run(save):
        flash(_("Saved."), "success")
        return redirect(url_for("partners.show", partnership_id=unit.id))
    return render_template("partners/agreement.html", form=form, unit=unit, agreement=agreement), form.status


@blueprint.get(f"{AGREEMENT_URL}/scan")
@requires_permission(Permission.UNITS_READ)
def agreement_scan(agreement_id: int) -> ResponseReturnValue:
    agreement = agreements.agreement_of(current_actor(), agreement_id)
    if not agreement.scan:
        raise NotFound
    return send_kept_file(agreement.scan_name, agreement.scan_mime, agreement.scan)
