"""The list of a person's messages. Only a POST marks one as read: mail scanners and link previews follow links."""

from http import HTTPStatus

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.paging import page_of
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.messages import queries, service
from partner_hub.messages.forms import AllReadForm

blueprint = Blueprint("messages", __name__, url_prefix="/c/<int:community_id>/messages")


@blueprint.get("/")
@requires_permission(Permission.HOME)
def index() -> ResponseReturnValue:
    page = page_of(queries.messages_of(current_actor()))
    newest = max((message.id for message in page.rows), default=None)
    return render_template("messages/index.html", page=page, all_read=AllReadForm(formdata=None, up_to=newest))


@blueprint.post("/<int:message_id>/open")
@requires_permission(Permission.HOME)
def open_message(message_id: int) -> ResponseReturnValue:
    """Mark it as read and redirect to its page."""
    message = queries.message_of(current_actor(), message_id)
    service.mark_message_read(current_actor(), message)
    return redirect(message.path)


@blueprint.post("/<int:message_id>/read")
@requires_permission(Permission.HOME)
def mark_read(message_id: int) -> ResponseReturnValue:
    message = queries.message_of(current_actor(), message_id)
    service.mark_message_read(current_actor(), message)
    return redirect(url_for("messages.index"))


@blueprint.post("/read")
@requires_permission(Permission.HOME)
def mark_all_read() -> ResponseReturnValue:
    form = AllReadForm()
    if form.validate_on_submit() and service.mark_messages_read(current_actor(), up_to=form.up_to.data or 0):
        flash(_("All messages are marked as read."), "success")
    return redirect(url_for("messages.index"))


@blueprint.after_app_request
def notice_what_was_done(response: Response) -> Response:
    """Who pressed a button of the page that a message leads to, having come by the mail for instance, knows of it."""
    is_done = request.method == "POST" and response.status_code in {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}
    if is_done and "actor" in g and request.blueprint != blueprint.name:
        service.mark_dealt_with(g.actor, request.path)
    return response


@blueprint.app_template_global("unread_messages")
def unread_messages() -> int:
    """For the header: one statement on each page of a community."""
    actor = g.get("actor")
    return queries.count_unread_messages(actor) if actor else 0
