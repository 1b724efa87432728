"""Access control, a before_request hook: authenticates, loads tenant and actor, checks the view's permission.

Deny by default: a view without a marker (core/permissions.py) answers 404 to everybody.
"""

from functools import partial
from http import HTTPStatus

from flask import Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from partner_hub.accounts import form_rescue_hooks, queries, sign_ins
from partner_hub.accounts.models import User
from partner_hub.accounts.roles import ROLE_LABELS
from partner_hub.communities.models import Community
from partner_hub.core.cookie_sessions import is_static_endpoint
from partner_hub.core.db import db
from partner_hub.core.error_pages import STATUS_SENTENCES
from partner_hub.core.errors import NotAllowed
from partner_hub.core.permissions import PUBLIC, SIGNED_IN, Permission, Role, marker_of
from partner_hub.extensions import csrf, login_manager


def init_app(app: Flask) -> None:
    login_manager.init_app(app)
    # Authorisation comes before the CSRF check, so that strangers learn nothing from its answer.
    app.before_request(_authorise_request)
    csrf.init_app(app)
    form_rescue_hooks.init_app(app)
    app.context_processor(_access_context)
    app.add_template_global(role_label)
    app.url_defaults(partial(_default_community_id, app))


@login_manager.user_loader
def _load_user(secret: str) -> User | None:
    return sign_ins.user_of_sign_in(secret)


def role_label(role: Role) -> str:
    return str(ROLE_LABELS[role])


def _authorise_request() -> ResponseReturnValue | None:
    """None lets the request through to its view; anything else is the answer."""
    if request.endpoint is None or is_static_endpoint(request.endpoint):
        return None
    marker = marker_of(current_app.view_functions[request.endpoint])
    if marker == PUBLIC:
        return None
    if marker is None:
        abort(404)
    if not current_user.is_authenticated:
        return form_rescue_hooks.redirect_to_sign_in()
    if answer := form_rescue_hooks.answer_foreign_form():
        return answer
    if marker != SIGNED_IN:
        _load_tenant_and_actor((request.view_args or {}).pop("community_id", 0), Permission(marker))
    return None


def _load_tenant_and_actor(community_id: int, permission: Permission) -> None:
    """Set g.community and g.actor; 404 for strangers to the community.

    Raises:
        NotAllowed: when no role of the actor there has the permission.
    """
    community = db.session.get(Community, community_id)
    actor = queries.actor_in(current_user, community) if community else None
    if community is None or actor is None:
        abort(404)
    g.community, g.actor = community, actor
    if not actor.may(permission):
        raise NotAllowed(STATUS_SENTENCES[HTTPStatus.FORBIDDEN])


def _default_community_id(app: Flask, endpoint: str, values: dict[str, object]) -> None:
    """url_for() stays in the current community unless another community_id is given."""
    if "community" in g and app.url_map.is_endpoint_expecting(endpoint, "community_id"):
        values.setdefault("community_id", g.community.id)


def _access_context() -> dict[str, object]:
    return {"actor": g.get("actor"), "community": g.get("community"), "Permission": Permission}
