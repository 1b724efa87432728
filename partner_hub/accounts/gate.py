"""The one door: loads the community and the actor, and holds every view's marker against them. Deny by default."""

from functools import partial

from flask import Flask, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from partner_hub.accounts import late_forms, queries, sign_ins
from partner_hub.accounts.models import User
from partner_hub.accounts.roles import LABELS
from partner_hub.communities.models import Community
from partner_hub.core.cookie_sessions import is_static_endpoint
from partner_hub.core.db import db
from partner_hub.core.errors import NotAllowed
from partner_hub.core.permissions import PUBLIC, SIGNED_IN, Permission, Role, marker_of
from partner_hub.extensions import csrf, login_manager

FORBIDDEN = _l("You are signed in, but your role does not include this.")


def init_app(app: Flask) -> None:
    login_manager.init_app(app)
    # Who may come in is settled before a form's token is looked at, so that strangers learn nothing from it.
    app.before_request(_admit)
    csrf.init_app(app)
    late_forms.init_app(app)
    app.context_processor(_context)
    app.add_template_global(role_label)
    app.url_defaults(partial(_stay_in_community, app))


@login_manager.user_loader
def _load_user(secret: str) -> User | None:
    return sign_ins.user_with(secret)


def role_label(role: Role) -> str:
    return str(LABELS[role])


def _admit() -> ResponseReturnValue | None:
    if request.endpoint is None or is_static_endpoint(request.endpoint):
        return None
    marker = marker_of(current_app.view_functions[request.endpoint])
    if marker == PUBLIC:
        return None
    if marker is None:
        abort(404)
    if not current_user.is_authenticated:
        return late_forms.send_to_sign_in()
    if answer := late_forms.meet_late_form():
        return answer
    if marker != SIGNED_IN:
        _enter_community((request.view_args or {}).pop("community_id", 0), Permission(marker))
    return None


def _enter_community(community_id: int, permission: Permission) -> None:
    community = db.session.get(Community, community_id)
    actor = queries.actor_in(current_user, community) if community else None
    if community is None or actor is None:
        abort(404)
    g.community, g.actor = community, actor
    if not actor.may(permission):
        raise NotAllowed(FORBIDDEN)


def _stay_in_community(app: Flask, endpoint: str, values: dict[str, object]) -> None:
    """Links lead to pages of the same community unless they say otherwise."""
    if "community" in g and app.url_map.is_endpoint_expecting(endpoint, "community_id"):
        values.setdefault("community_id", g.community.id)


def _context() -> dict[str, object]:
    return {"actor": g.get("actor"), "community": g.get("community"), "Permission": Permission}
