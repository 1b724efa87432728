"""Papers of agenda items and proposals: laid there, revised, taken away again, and given out as files."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from partner_hub.core.actor import current_actor
from partner_hub.core.errors import NotAllowed
from partner_hub.core.kept_files import send_kept_file
from partner_hub.core.permissions import Permission, requires_permission
from partner_hub.core.upload_limits import takes_uploads_of
from partner_hub.meetings import attachment_queries, attachments, proposal_queries, queries
from partner_hub.meetings.attachment_forms import MAX_PAPER_MEGABYTES, AttachmentForm, RevisionForm
from partner_hub.meetings.attachment_models import Attachment
from partner_hub.meetings.models import AgendaItem
from partner_hub.meetings.views.blueprint import blueprint

takes_papers = takes_uploads_of(MAX_PAPER_MEGABYTES + 1)


@blueprint.get("/papers/<int:revision_id>")
@requires_permission(Permission.MEETINGS_READ)
def paper(revision_id: int) -> ResponseReturnValue:
    revision = attachment_queries.revision_for(current_actor(), revision_id)
    return send_kept_file(revision.file_name, revision.mime, revision.data)


@blueprint.route("/items/<int:item_id>/papers", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_RECORD)
@takes_papers
def attach_to_item(item_id: int) -> ResponseReturnValue:
    return _attach(queries.item_for(current_actor(), item_id))


@blueprint.route("/proposals/<int:proposal_id>/papers", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_ANSWER)
@takes_papers
def attach_to_proposal(proposal_id: int) -> ResponseReturnValue:
    return _attach(proposal_queries.proposal_for(current_actor(), proposal_id))


@blueprint.route("/papers/<int:attachment_id>/revise", methods=["GET", "POST"])
@requires_permission(Permission.MEETINGS_READ)
@takes_papers
def revise_paper(attachment_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), RevisionForm()
    attachment = _changeable_attachment(attachment_id)
    owner = attachments.owner_of_attachment(attachment)
    if form.validate_on_submit() and form.run(
        lambda: attachments.revise_attachment(actor, attachment, file=form.kept_file)
    ):
        flash(_("Saved."), "success")
        return redirect(_page_of_owner(owner))
    values = {"form": form, "attachment": attachment, "back": _page_of_owner(owner)}
    return render_template("meetings/revise_paper.html", **values), form.status


@blueprint.post("/papers/<int:attachment_id>/remove")
@requires_permission(Permission.MEETINGS_READ)
def remove_paper(attachment_id: int) -> ResponseReturnValue:
    attachment = _changeable_attachment(attachment_id)
    page = _page_of_owner(attachments.owner_of_attachment(attachment))
    attachments.remove_attachment(current_actor(), attachment)
    flash(_("Removed."), "success")
    return redirect(page)


def _changeable_attachment(attachment_id: int) -> Attachment:
    """Raises NotAllowed for whoever only reads it."""
    attachment = attachment_queries.attachment_for(current_actor(), attachment_id)
    attachments.require_changeable(current_actor(), attachment)
    return attachment


def _attach(owner: attachments.Owner) -> ResponseReturnValue:
    actor, form = current_actor(), AttachmentForm()
    if not attachments.may_change_attachments(actor, owner):
        raise NotAllowed(_("Nothing is added to it any more."))
    if form.validate_on_submit() and form.run(
        lambda: attachments.attach_file(actor, owner, title=form.title.data or "", file=form.kept_file)
    ):
        flash(_("Saved."), "success")
        return redirect(_page_of_owner(owner))
    return render_template(
        "meetings/attach_paper.html", form=form, owner=owner, back=_page_of_owner(owner)
    ), form.status


def _page_of_owner(owner: attachments.Owner) -> str:
    if isinstance(owner, AgendaItem):
        return url_for("meetings.item", item_id=owner.id)
    return url_for("meetings.proposal", proposal_id=owner.id)
