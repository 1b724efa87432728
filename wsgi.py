"""What gunicorn serves and `flask` finds."""

import sys
from pathlib import Path

import click
from dotenv import load_dotenv
from flask import Flask

from partner_hub import create_app, ticker
from partner_hub.matching.scoring import load_ranking
from partner_hub.minutes.printing import start_press
from partner_hub.settings import BadSettings

# gunicorn tries again and again when a worker ends, unless it ends with this status.
GUNICORN_GIVES_UP = 4


def start() -> Flask:
    """The application; settings that cannot work are told in plain sentences, all at once, and end the process."""
    # The environment wins over the file that the set-up wrote once, with this machine's own secret key.
    load_dotenv(Path(__file__).parent / "var" / "partner-hub.env")
    try:
        return create_app()
    except BadSettings as error:
        sys.stderr.write("Partner Hub cannot start, because its settings are wrong:\n")
        sys.stderr.writelines(f"- {fault}\n" for fault in error.faults)
        raise SystemExit(2 if is_command() else GUNICORN_GIVES_UP) from None


def is_command() -> bool:
    """Whether `flask` has loaded this file, and not a server."""
    return click.get_current_context(silent=True) is not None


app = start()
if not is_command():
    # Loaded before the first visitor wants a PDF or suggestions.
    start_press(app)
    load_ranking()
    ticker.start_ticker(app)
