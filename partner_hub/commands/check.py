import smtplib
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from partner_hub.commands.group import format_option, hub, print_rows
from partner_hub.core import mail_outbox
from partner_hub.core.db import db
from partner_hub.features import PROJECT_ROOT
from partner_hub.matching.scoring.word_vectors import UnusableWordTableError, open_word_table
from partner_hub.minutes.attendance.stroke_table import UnusableStrokeTableError, open_stroke_order
from partner_hub.minutes.press.fonts import FontSet, missing_font_files
from partner_hub.settings import Settings

# A check yields (sentence, whether that is a fault).
CheckResult = tuple[str, bool]


@hub.command("check")
@format_option
@click.pass_context
def check_installation(context: click.Context, form: str) -> None:
    """Check configuration, fonts, tables made at set-up, database and mail; exit status 1 when one does not work."""
    findings = [(name, *finding) for name, run in INSTALLATION_CHECKS.items() for finding in run()]
    print_rows(
        [{"check": name, "state": "fault" if bad else "ok", "message": text} for name, text, bad in findings], form
    )
    context.exit(int(any(bad for _, _, bad in findings)))


def _check_configuration() -> Iterator[CheckResult]:
    """Wrong settings do not let the application start at all; what remains is unwise."""
    settings = _current_settings()
    yield f"Every setting can be read; the address is {settings.base_url}.", False
    if settings.base_url.startswith("http://") and "127.0.0.1" not in settings.base_url:
        yield "PARTNER_HUB_BASE_URL is not https: passwords can be read on the way.", False


def _check_fonts() -> Iterator[CheckResult]:
    settings = _current_settings()
    licensed = Path(settings.fonts_folder) if settings.fonts_folder else None
    missing = missing_font_files(FontSet(PROJECT_ROOT / settings.fandol_folder, licensed))
    yield from ((sentence, True) for sentence in missing)
    if not missing:
        yield "Every font of the minutes is there.", False


def _check_word_vectors() -> Iterator[CheckResult]:
    try:
        open_word_table()
    except UnusableWordTableError as fault:
        yield str(fault), True
    else:
        yield "The word vectors by which needs are matched are there.", False


def _check_stroke_table() -> Iterator[CheckResult]:
    try:
        open_stroke_order()
    except UnusableStrokeTableError as fault:
        yield str(fault), True
    else:
        yield "The table of strokes by which names can be ordered is there.", False


def _check_database() -> Iterator[CheckResult]:
    try:
        with db.engine.connect() as connection:
            present = set(MigrationContext.configure(connection).get_current_heads())
    except SQLAlchemyError as error:
        yield f"The database does not answer: {error.__cause__ or error}", True
        return
    yield f"The database answers ({db.engine.dialect.name}).", False
    if present == set(ScriptDirectory(str(PROJECT_ROOT / "migrations")).get_heads()):
        yield "Its tables are up to date.", False
    else:
        yield "Its tables are not up to date: run flask db upgrade.", True


def _check_mail_server() -> Iterator[CheckResult]:
    if not current_app.config["MAIL_URL"]:
        yield "No mail server is set (PARTNER_HUB_MAIL_URL): mails stay in the outbox.", False
        return
    try:
        with mail_outbox.smtp_connection() as server:
            server.noop()
    except (OSError, smtplib.SMTPException) as error:
        yield f"The mail server does not answer: {error}", True
    else:
        yield "The mail server answers.", False


def _current_settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


INSTALLATION_CHECKS: dict[str, Callable[[], Iterator[CheckResult]]] = {
    "configuration": _check_configuration,
    "fonts": _check_fonts,
    "word vectors": _check_word_vectors,
    "strokes": _check_stroke_table,
    "database": _check_database,
    "mail": _check_mail_server,
}
