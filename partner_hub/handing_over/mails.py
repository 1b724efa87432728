from flask import current_app, render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from partner_hub.accounts.models import User
from partner_hub.accounts.password_changes import FIRST_LINK_LIFE
from partner_hub.core.actor import Actor
from partner_hub.core.mail_outbox import queue_mail


def send_first_link(actor: Actor, successor: User, link: str) -> None:
    """In Chinese: somebody new has chosen no language yet."""
    if not successor.email:
        return
    with force_locale(str(current_app.config["BABEL_DEFAULT_LOCALE"])):
        body = render_template(
            "mail/handed_over.txt", name=successor.name, who=actor.name, link=link, days=FIRST_LINK_LIFE.days
        )
        queue_mail(successor.email, _("%(who)s hands work in Partner Hub over to you", who=actor.name), body)
