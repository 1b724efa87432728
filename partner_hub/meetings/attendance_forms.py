"""The attendance sheet: one row for each seat, saved as a whole; the sign-in list as text; one line for a guest."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from flask import request
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from partner_hub.core.forms import FILL_IN, REQUIRED, EditForm, Form, line_field, several_lines
from partner_hub.core.row_numbers import row_number_or_none
from partner_hub.meetings.attendance import SheetLine, SheetValues, fingerprint_of_seat, values_of_seat
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.forms import choices_of_labels
from partner_hub.meetings.record_lines.guests import GuestValues
from partner_hub.meetings.sign_in_sheet import LineAnswer, UnreadLine
from partner_hub.meetings.workflow import PRESENCE_LABELS
from partner_hub.vocabulary.meeting import Presence

MAX_SIGN_IN_LIST = 20_000
MAX_ANSWERED_LINES = 200


class SeatRow(Form):
    """`was` is the fingerprint of what the page showed. The sheet around it carries the CSRF token."""

    class Meta(FlaskForm.Meta):
        csrf = False

    delegate_name = line_field(_l("Full name"), 60)
    delegate_title = line_field(_l("Title or post"), 60)
    presence = RadioField(
        _l("Presence"), choices=choices_of_labels(PRESENCE_LABELS), validators=[InputRequired(FILL_IN)]
    )
    reason = line_field(_l("Reason"), 200)
    was = HiddenField()

    def __init__(self, seat: Seat, *, sent: bool) -> None:
        """`sent`: filled from the request, as far as this seat is in it; else from the record."""
        prefix = f"seat-{seat.id}-"
        self.seat, self.theirs = seat, dict[str, str]()
        self.is_sent = sent and f"{prefix}was" in request.form
        super().__init__(
            formdata=request.form if self.is_sent else None,
            prefix=prefix,
            obj=seat,
            was=fingerprint_of_seat(values_of_seat(seat)),
        )

    @property
    def as_line(self) -> SheetLine:
        values: SheetValues = {
            "delegate_name": self.delegate_name.data or "",
            "delegate_title": self.delegate_title.data or "",
            "presence": Presence(self.presence.data),
            "reason": self.reason.data or "",
        }
        return SheetLine(self.seat.id, self.was.data or "", values)

    def show_conflict(self) -> None:
        """Keep what was typed, show what stands in the record beside it, and let the next save win."""
        stored = values_of_seat(self.seat)
        self.theirs = {name: str(value) for name, value in stored.items() if value != self[name].data}
        self.was.data = fingerprint_of_seat(stored)


class SheetForm(Form):
    """The form around the rows: its CSRF token, and one SeatRow for each seat."""

    def __init__(self, seats: Iterable[Seat], *, sent: bool = False) -> None:
        super().__init__(**({} if sent else {"formdata": None}))
        self.rows = [SeatRow(seat, sent=sent) for seat in seats]

    def validate_sheet(self) -> bool:
        # Every row is asked, so that all faults are shown at once.
        good = [row.validate() for row in self.rows if row.is_sent]
        return self.validate_on_submit() and all(good)


class LineRow(Form):
    """One line of the sign-in list that has to be answered: which unit, and who."""

    class Meta(FlaskForm.Meta):
        csrf = False

    line = HiddenField()
    seat = SelectField(_l("Unit"), coerce=row_number_or_none)
    delegate_name = line_field(_l("Full name"), 60)
    delegate_title = line_field(_l("Title or post"), 60)
    reason = line_field(_l("Reason or note"), 200)

    def __init__(
        self, number: int, seats: Sequence[Seat], unread: UnreadLine | None = None, sent: "LineRow | None" = None
    ) -> None:
        """As the line was read, with what was typed of it before; without `unread` as the page sends it."""
        values: dict[str, Any] = {}
        if unread:
            values = {
                "line": unread.text,
                "seat": unread.seat_id or "",
                **unread.values,
                **(sent.typed if sent else {}),
            }
        super().__init__(formdata=None if unread else request.form, prefix=f"line-{number}-", data=values)
        self.why = unread.why if unread else ""
        likely = {seat_id: place for place, seat_id in enumerate(unread.seat_ids if unread else [])}
        ranked = sorted(seats, key=lambda seat: likely.get(seat.id, len(likely)))
        self.seat.choices = [("", _l("Please choose")), *((seat.id, seat.partnership.name) for seat in ranked)]

    @property
    def typed(self) -> dict[str, str]:
        return {name: self[name].data or "" for name in ("delegate_name", "delegate_title", "reason")}

    @property
    def answer(self) -> LineAnswer | None:
        """None while nobody has chosen a unit."""
        if not self.seat.data or not self.validate():
            return None
        return cast("LineAnswer", {"seat_id": self.seat.data, **self.typed})


def sent_line_rows(seats: Sequence[Seat]) -> dict[str, LineRow]:
    """The answers that came with the sign-in list, by the line they speak of."""
    count = sum(name.startswith("line-") and name.endswith("-line") for name in request.form)
    rows = [LineRow(number, seats) for number in range(min(count, MAX_ANSWERED_LINES))]
    return {row.line.data or "": row for row in rows}


class SignInForm(Form):
    presence = SelectField(
        _l("These units"),
        choices=choices_of_labels(PRESENCE_LABELS, Presence.PRESENT, Presence.EXCUSED, Presence.ABSENT),
    )
    lines = TextAreaField(
        _l("Sign-in list"),
        filters=[several_lines],
        validators=[REQUIRED, Length(max=MAX_SIGN_IN_LIST)],
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.rows: list[LineRow] = []

    def show_left(self, left: Sequence[UnreadLine], seats: Sequence[Seat], sent: Mapping[str, LineRow]) -> None:
        """The lines that are not recorded yet stay in the field, each with its question below."""
        self.lines.data = "\n".join(line.text for line in left)
        shown = left[:MAX_ANSWERED_LINES]
        self.rows = [LineRow(number, seats, line, sent.get(line.text)) for number, line in enumerate(shown)]
        self.lines.errors = [
            ngettext(
                "%(num)s line is not recorded yet. Please answer below what it means, or write it otherwise.",
                "%(num)s lines are not recorded yet. Please answer below what they mean, or write them otherwise.",
                len(left),
            )
        ]


class SpotForm(Form):
    """A unit of the community that came although it has no seat."""

    unit = line_field(_l("Unit"), 120, required=True)
    delegate_name = line_field(_l("Full name"), 60)
    delegate_title = line_field(_l("Title or post"), 60)

    @property
    def as_guest(self) -> dict[str, str]:
        """The same for the form of guests, where no unit of the community is called so."""
        names = {"organisation": self.unit, "name": self.delegate_name, "title": self.delegate_title}
        return {name: field.data or "" for name, field in names.items()}


class GuestForm(Form):
    organisation = line_field(_l("Organisation"), 120)
    name = line_field(_l("Full name"), 60, required=True)
    title = line_field(_l("Title or post"), 60)
    note = line_field(_l("Note"), 120)
    is_staff = BooleanField(_l("One of our own people"))

    @property
    def guest(self) -> GuestValues:
        """What GUEST_LINES asks for."""
        return cast("GuestValues", self.values)


class EditGuestForm(EditForm, GuestForm):
    pass
