"""The mails about action items: plain text, in the reader's language where it is known, else in Chinese."""

from flask import current_app, render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from partner_hub.accounts.models import User
from partner_hub.actions.models import ActionItem
from partner_hub.core.links import absolute_url
from partner_hub.core.locale import LANGUAGES
from partner_hub.core.postman import queue_mail


def send_reminder(person: User, action: ActionItem) -> None:
    link = absolute_url("actions.show", community_id=action.community_id, action_id=action.id)
    with force_locale(LANGUAGES.get(person.language, str(current_app.config["BABEL_DEFAULT_LOCALE"]))):
        body = render_template("mail/action_reminder.txt", person=person, action=action, link=link)
        queue_mail(person.email or "", _("Reminder: %(title)s", title=action.title), body)
