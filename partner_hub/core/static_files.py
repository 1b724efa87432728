"""URLs of static files carry a content hash, so that browsers may cache them for a year."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, current_app, request, url_for
from flask.wrappers import Response

from partner_hub.core.permissions import public_view

CACHE_FOR_A_YEAR = "public, max-age=31536000, immutable"


def init_app(app: Flask) -> None:
    app.add_template_global(static_url)
    app.add_url_rule("/worker.js", "worker", service_worker)
    app.after_request(_cache_versioned_files)


@public_view
def service_worker() -> Response:
    """The service worker: it must lie at the top to serve the whole site, and browsers look for a newer one."""
    response = current_app.send_static_file("worker.js")
    response.headers["Cache-Control"] = "no-cache"
    return response


def static_url(filename: str, endpoint: str = "static") -> str:
    """URL of a static file with its content hash as ?v=."""
    folder = (
        current_app.static_folder
        if endpoint == "static"
        else current_app.blueprints[endpoint.partition(".")[0]].static_folder
    )
    return url_for(endpoint, filename=filename, v=_content_hash(f"{folder}/{filename}"))


@cache
def _content_hash(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]


def _cache_versioned_files(response: Response) -> Response:
    if request.endpoint and request.endpoint.endswith("static") and "v" in request.args:
        response.headers["Cache-Control"] = CACHE_FOR_A_YEAR
    return response
