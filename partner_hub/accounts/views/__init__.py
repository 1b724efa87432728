"""The pages of accounts, by noun: session, password, profile, invitation (of whoever holds a link), people, kept."""

from partner_hub.accounts.views import invitation, kept, password, people, profile, session, unit_links
from partner_hub.accounts.views.blueprint import blueprint

__all__ = ["blueprint", "invitation", "kept", "password", "people", "profile", "session", "unit_links"]
