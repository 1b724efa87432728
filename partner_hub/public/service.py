"""Commands of residents without sign-in: send a need, and look one up by its code."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from partner_hub.accounts.link_secrets import sha256_hex
from partner_hub.communities.models import Community
from partner_hub.communities.public_rate_limit import enforce_public_rate_limit
from partner_hub.core.db import db
from partner_hub.core.errors import DomainError
from partner_hub.needs import resident_submissions
from partner_hub.needs.models import Need
from partner_hub.needs.resident_submissions import Submission, submission_of_need
from partner_hub.public.lookup_codes import lookup_code_from, parse_lookup_code

# A network may be a whole building or a library; the limit for all networks together protects the staff.
NEEDS_A_DAY, ALL_NEEDS_A_DAY = 20, 400
LOOKUPS_AN_HOUR, ALL_LOOKUPS_AN_HOUR = 40, 2_000
ANSWERS_AN_HOUR, ALL_ANSWERS_AN_HOUR = 20, 1_000
FORM_KEY_PATTERN = re.compile(r"p-[A-Za-z0-9_-]{22}")


def new_form_key() -> str:
    """A random idempotency key for one form."""
    return f"p-{secrets.token_urlsafe(16)}"


def count_sent_need(community: Community, network: str) -> bool:
    """Rate limit for sent forms, by network and in all; raises DomainError beyond it."""
    return enforce_public_rate_limit(community, "need", network, most=NEEDS_A_DAY, altogether=ALL_NEEDS_A_DAY)


def submit_resident_need(community: Community, submission: Submission, *, key: str) -> str:
    """Record a resident's need; returns its look-up code, which is shown nowhere else.

    Idempotent: the same form (`key` and words) gives the same need and code.
    """
    if not FORM_KEY_PATTERN.fullmatch(key):
        key = new_form_key()
    if known := resident_submissions.submission_sent_before(community, key):
        if _is_same_form(known, submission, _lookup_code_of_form(community, key)):
            return _lookup_code_of_form(community, key)
        # Whoever went back and wrote something else means another need.
        key = new_form_key()
    try:
        with db.session.begin_nested():
            resident_submissions.record_submission(
                community, submission, key=key, code_hash=sha256_hex(_lookup_code_of_form(community, key))
            )
    except IntegrityError:
        # An impatient thumb: the same form came at the same moment, and was faster.
        known = resident_submissions.submission_sent_before(community, key)
        if known is None or not _is_same_form(known, submission, _lookup_code_of_form(community, key)):
            raise
    return _lookup_code_of_form(community, key)


def _is_same_form(known: Need, submission: Submission, code: str) -> bool:
    """Whether the form that was sent now is the one that made this need, and its code still leads there."""
    return submission_of_need(known) == submission and known.code_hash == sha256_hex(code)


def count_code_lookup(community: Community, network: str) -> bool:
    hour = timedelta(hours=1)
    return enforce_public_rate_limit(
        community, "look_up", network, most=LOOKUPS_AN_HOUR, altogether=ALL_LOOKUPS_AN_HOUR, within=hour
    )


def count_answer_to_end(community: Community, network: str) -> bool:
    hour = timedelta(hours=1)
    return enforce_public_rate_limit(
        community, "end_answer", network, most=ANSWERS_AN_HOUR, altogether=ALL_ANSWERS_AN_HOUR, within=hour
    )


def need_of_lookup_code(community: Community, typed: str) -> Need:
    """The need of a typed look-up code; raises DomainError with one sentence for every code that leads to none."""
    code = parse_lookup_code(typed)
    need = resident_submissions.need_with_code(community, sha256_hex(code)) if code else None
    if need is None:
        raise DomainError(_("There is no need with this code here. Please compare it with your note."), field="code")
    return need


def _lookup_code_of_form(community: Community, key: str) -> str:
    """Codes are unique in the installation, keys only within a community."""
    return lookup_code_from(str(current_app.secret_key), f"{community.id}:{key}")
