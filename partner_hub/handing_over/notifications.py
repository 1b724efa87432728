from flask_babel import lazy_gettext as _l

from partner_hub.accounts.models import User
from partner_hub.core.actor import Actor
from partner_hub.core.events import Event
from partner_hub.messages.service import TargetPage, notify_people


def notify_of_handing_over(actor: Actor, person: User, successor: User, event: Event) -> int:
    """The successor, whose first page shows from now on what there is to do."""
    page = TargetPage(actor.community_id, "handing_over", f"handing_over:{event.id}", "desk.home", {})
    subject = _l("You have taken over the work of %(name)s", name=person.name)
    return notify_people([successor], page, subject=subject, button=_l("Look at it"), by=actor)
