"""The mails that accounts send: plain text, in the reader's language where it is known, else in Chinese."""

from collections.abc import Iterable

from flask import current_app, render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from partner_hub.accounts.models import Invitation, User
from partner_hub.accounts.roles import ROLE_LABELS
from partner_hub.core.locale import LANGUAGES
from partner_hub.core.mail_outbox import queue_mail, queue_mails


def send_invitation(invitation: Invitation, link: str) -> None:
    queue_mail(*_invitation_mail(invitation, link))


def send_invitations(linked: Iterable[tuple[Invitation, str]]) -> None:
    """To those whose address is known, each with the link, in one statement."""
    queue_mails([_invitation_mail(invitation, link) for invitation, link in linked if invitation.email])


def _invitation_mail(invitation: Invitation, link: str) -> tuple[str, str, str]:
    """Recipient, subject and body."""
    with force_locale(_mail_locale(None)):
        subject = _("%(who)s invites you to Partner Hub", who=invitation.invited_by)
        body = render_template(
            "mail/invitation.txt", invitation=invitation, link=link, role=ROLE_LABELS[invitation.role]
        )
    return invitation.email, subject, body


def send_password_link(user: User, link: str, *, hours: int) -> None:
    with force_locale(_mail_locale(user)):
        body = render_template("mail/password_link.txt", user=user, link=link, hours=hours)
        queue_mail(user.email or "", _("Set a new password for Partner Hub"), body)


def send_changed_address(user: User, old_address: str) -> None:
    with force_locale(_mail_locale(user)):
        body = render_template("mail/changed_address.txt", user=user)
        queue_mail(old_address, _("Your sign-in to Partner Hub was changed"), body)


def _mail_locale(user: User | None) -> str:
    return LANGUAGES.get(user.language if user else "", str(current_app.config["BABEL_DEFAULT_LOCALE"]))
