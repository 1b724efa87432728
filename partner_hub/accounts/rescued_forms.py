"""Forms of an ended session or a stale token, stored for their author alone for RESCUED_FORM_LIFE.

Identity and card numbers are removed before anything is stored.
"""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, delete

from partner_hub.accounts.models import KeptText, User
from partner_hub.core import clock
from partner_hub.core.db import db, rows_changed
from partner_hub.core.form_rescue import RescuedForm
from partner_hub.privacy import remove_identity_numbers

# Long enough for a weekend.
RESCUED_FORM_LIFE = timedelta(days=3)
# Per user; the oldest is deleted.
MAX_RESCUED_FORMS = 10


def store_rescued_form(user_id: int, typed: RescuedForm) -> RescuedForm | None:
    """Store the form, once however often it is sent; None for an unknown or disabled account."""
    path, fields = remove_identity_numbers(typed.path), [[n, remove_identity_numbers(v)] for n, v in typed.fields]
    # Serialise per user, so that a double click does not store the form twice.
    writer = db.session.get(User, user_id, with_for_update={"key_share": True})
    if writer is None or not writer.is_active:
        return None
    rows = _live_rows_of(user_id)
    row = next((row for row in rows if (row.path, row.fields) == (path, fields)), None)
    if row is None:
        for oldest in rows[MAX_RESCUED_FORMS - 1 :]:
            db.session.delete(oldest)
        row = KeptText(user_id=user_id, path=path, fields=fields)
        db.session.add(row)
    row.expires_at = clock.utc_now() + RESCUED_FORM_LIFE
    db.session.flush()
    return _as_rescued_form(row)


def rescued_forms_of(user_id: int) -> list[RescuedForm]:
    """Stored forms of the user, newest first."""
    return [_as_rescued_form(row) for row in _live_rows_of(user_id)]


def lock_rescued_form(user_id: int, number: int) -> bool:
    """SELECT ... FOR UPDATE; False when it was sent or discarded already."""
    mine = db.select(KeptText.id).where(_is_live_form_of(user_id), KeptText.id == number)
    return db.session.scalar(mine.with_for_update()) is not None


def discard_rescued_form(user_id: int, number: int) -> None:
    db.session.execute(delete(KeptText).where(_is_live_form_of(user_id), KeptText.id == number))


def delete_expired_forms(_day: date) -> int:
    return rows_changed(delete(KeptText).where(KeptText.expires_at <= clock.utc_now()))


def _live_rows_of(user_id: int) -> list[KeptText]:
    return list(db.session.scalars(db.select(KeptText).where(_is_live_form_of(user_id)).order_by(KeptText.id.desc())))


def _is_live_form_of(user_id: int) -> ColumnElement[bool]:
    return and_(KeptText.user_id == user_id, KeptText.expires_at > clock.utc_now())


def _as_rescued_form(row: KeptText) -> RescuedForm:
    return RescuedForm(row.path, [(name, value) for name, value in row.fields], row.id, row.created_at)
