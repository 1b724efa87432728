"""Finds requests that wrote something and left it unsaved: the page would say it is done, and it would be gone."""

from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from partner_hub.core.db import db

WRITTEN = "written since the last commit"


def watch_for_unsaved(app: Flask) -> None:
    app.teardown_request(_refuse_unsaved)


def _refuse_unsaved(error: BaseException | None) -> None:
    if error is None:
        session = db.session()
        left = [*session.new, *session.dirty, *session.deleted]
        assert not left, f"never flushed: {left}"
        assert WRITTEN not in session.info, "flushed and never committed"


@event.listens_for(Session, "after_flush")
def _note(session: Session, _context: object) -> None:
    session.info[WRITTEN] = True


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(WRITTEN, None)
