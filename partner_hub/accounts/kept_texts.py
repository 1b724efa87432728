"""Texts whose form did not arrive, kept for their writers: nobody else is shown them or can send them.

Identity and card numbers are cut out before anything is stored.
"""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, delete

from partner_hub.accounts.models import KeptText, User
from partner_hub.core import clock
from partner_hub.core.db import db, rows_changed
from partner_hub.core.form_rescue import RescuedForm
from partner_hub.privacy import remove_identity_numbers

# Over a weekend, and no longer.
LIFE = timedelta(days=3)
# Of one person; the oldest gives way.
MOST = 10


def keep_text(user_id: int, typed: RescuedForm) -> RescuedForm | None:
    """As it is kept now, once however often it comes; None where nobody could come for it."""
    path, fields = remove_identity_numbers(typed.path), [[n, remove_identity_numbers(v)] for n, v in typed.fields]
    # One after the other: a button pressed twice must not leave two texts behind.
    writer = db.session.get(User, user_id, with_for_update={"key_share": True})
    if writer is None or not writer.is_active:
        return None
    rows = _rows(user_id)
    row = next((row for row in rows if (row.path, row.fields) == (path, fields)), None)
    if row is None:
        for oldest in rows[MOST - 1 :]:
            db.session.delete(oldest)
        row = KeptText(user_id=user_id, path=path, fields=fields)
        db.session.add(row)
    row.expires_at = clock.utc_now() + LIFE
    db.session.flush()
    return _as_kept(row)


def waiting(user_id: int) -> list[RescuedForm]:
    """This person's texts, the newest first."""
    return [_as_kept(row) for row in _rows(user_id)]


def hold_text(user_id: int, number: int) -> bool:
    """Whether it still waits; nobody else can then send or discard it until this request is over."""
    mine = db.select(KeptText.id).where(_of(user_id), KeptText.id == number)
    return db.session.scalar(mine.with_for_update()) is not None


def discard_text(user_id: int, number: int) -> None:
    db.session.execute(delete(KeptText).where(_of(user_id), KeptText.id == number))


def clear_old(_day: date) -> int:
    return rows_changed(delete(KeptText).where(KeptText.expires_at <= clock.utc_now()))


def _rows(user_id: int) -> list[KeptText]:
    return list(db.session.scalars(db.select(KeptText).where(_of(user_id)).order_by(KeptText.id.desc())))


def _of(user_id: int) -> ColumnElement[bool]:
    return and_(KeptText.user_id == user_id, KeptText.expires_at > clock.utc_now())


def _as_kept(row: KeptText) -> RescuedForm:
    return RescuedForm(row.path, [(name, value) for name, value in row.fields], row.id, row.created_at)
