from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.matching import queries
from partner_hub.matching.commands.minutes_titles import retitle_match
from partner_hub.matching.views.blueprint import blueprint
from partner_hub.needs.minutes_titles import MinutesTitleForm


@blueprint.route("/<int:match_id>/title", methods=["GET", "POST"])
@requires_permission(Permission.MATCHES_DISPATCH)
def title(match_id: int) -> ResponseReturnValue:
    actor = current_actor()
    match = queries.match_of(actor, match_id)
    form = MinutesTitleForm(record=match)

    def command() -> bool:
        form.check_version()
        retitle_match(actor, match, form.minutes_title.data or "")
        return True

    if form.validate_on_submit() and form.run(command):
        flash(_("Saved."), "success")
        return redirect(url_for("matches.show", match_id=match.id))
    return render_template("matching/title.html", form=form, match=match), form.status
