"""The pages of accounts, by noun: session, password, profile, invitation (of whoever holds a link), people."""

from partner_hub.accounts.views import invitation, password, people, profile, session
from partner_hub.accounts.views.blueprint import blueprint

__all__ = ["blueprint", "invitation", "password", "people", "profile", "session"]
