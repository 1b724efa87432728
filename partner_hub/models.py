"""Imports every module with tables, so that migrations and mappers see the whole metadata."""

from partner_hub.accounts import models as accounts
from partner_hub.actions import models as actions
from partner_hub.communities import models as communities
from partner_hub.communities import public_rate_limit, quarter_models
from partner_hub.consents import models as consents
from partner_hub.core import events, job_lease, mail_outbox
from partner_hub.data_requests import models as data_requests
from partner_hub.imports import models as imports
from partner_hub.matching import live_pairs
from partner_hub.matching import models as matching
from partner_hub.meetings import agenda_models, attachment_models, notice_models, proposal_models
from partner_hub.meetings import models as meetings
from partner_hub.messages import models as messages
from partner_hub.minutes import models as minutes
from partner_hub.minutes.review import models as minutes_review
from partner_hub.needs import models as needs
from partner_hub.offerings import models as offerings
from partner_hub.partners import merge_models
from partner_hub.partners import models as partners

__all__ = [
    "accounts",
    "actions",
    "agenda_models",
    "attachment_models",
    "communities",
    "consents",
    "data_requests",
    "events",
    "imports",
    "job_lease",
    "live_pairs",
    "mail_outbox",
    "matching",
    "meetings",
    "merge_models",
    "messages",
    "minutes",
    "minutes_review",
    "needs",
    "notice_models",
    "offerings",
    "partners",
    "proposal_models",
    "public_rate_limit",
    "quarter_models",
]
