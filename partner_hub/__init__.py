"""Partner Hub: from a resident's need to the archived minutes of the quarterly joint meeting."""

import os

from flask import Flask

# Before NumPy is loaded: a server's processes and threads share the processors, and the threads of one small
# multiplication would wait for each other a hundred times as long as it takes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from partner_hub import commands, extensions, features, models
from partner_hub.core import (
    cookie_sessions,
    error_pages,
    locale,
    row_numbers,
    security_headers,
    static_files,
    template_filters,
    template_vocabulary,
    unit_of_work,
    upload_limits,
)
from partner_hub.core.db import db
from partner_hub.settings import Settings

__all__ = ["create_app", "models"]


def create_app(settings: Settings | None = None) -> Flask:
    """Build the WSGI application.

    Raises:
        BadSettings: when the environment does not describe a working configuration.
    """
    settings = settings or Settings.from_environment()
    app = Flask(__name__, template_folder="../templates", instance_path=features.instance_path())
    app.config.from_mapping(features.flask_config(settings))
    app.extensions["settings"] = settings
    row_numbers.init_app(app)
    db.init_app(app)
    extensions.migrate.init_app(app, db, directory=str(features.PROJECT_ROOT / "migrations"), compare_type=True)
    extensions.babel.init_app(
        app, locale_selector=locale.selected_locale, default_translation_directories=locale.TRANSLATIONS_DIRECTORY
    )
    extensions.bootstrap.init_app(app)
    extensions.compress.init_app(app)
    # Order matters: what is registered last runs first after a request, and the commit must be the first.
    security_headers.init_app(app)
    cookie_sessions.init_app(app)
    unit_of_work.init_app(app)
    locale.init_app(app)
    static_files.init_app(app)
    template_filters.init_app(app)
    template_vocabulary.init_app(app)
    error_pages.init_app(app)
    upload_limits.init_app(app)
    features.init_app(app)
    commands.init_app(app)
    return app
