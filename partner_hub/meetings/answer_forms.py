"""Forms for answers to the invitation: of the unit by account, by its link, by the link for everybody, and noted."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from partner_hub.core.forms import REQUIRED, EditForm, Form, line_field
from partner_hub.core.row_numbers import row_number, row_number_or_none
from partner_hub.meetings.answers import InvitationAnswer
from partner_hub.meetings.attendance_models import Seat
from partner_hub.meetings.forms import choices_of_labels
from partner_hub.meetings.workflow import ANSWER_CHANNEL_LABELS, ANSWER_LABELS, NOTICE_WAY_LABELS
from partner_hub.vocabulary.meeting import HAND_NOTICE_WAYS, NOTED_ANSWER_CHANNELS, Answer, AnswerChannel, NoticeWay

CHOOSE_ONE = _l("Please choose one.")


class _AnswerFields:
    answer = RadioField(
        _l("Your answer"),
        choices=choices_of_labels(ANSWER_LABELS, Answer.ATTENDING, Answer.EXCUSED),
        validators=[InputRequired(CHOOSE_ONE)],
    )
    delegate_name = line_field(_l("Who will come"), 60)
    delegate_title = line_field(_l("Title or post"), 60)
    reason = line_field(_l("Reason, if nobody can come"), 200)

    @property
    def given(self) -> InvitationAnswer:
        return {
            "answer": Answer(self.answer.data),
            "delegate_name": self.delegate_name.data or "",
            "delegate_title": self.delegate_title.data or "",
            "reason": self.reason.data or "",
        }


class SeatAnswerForm(EditForm, _AnswerFields):
    """Over the answer that stands there; when it was changed meanwhile, both are shown."""

    def __init__(self, *args: Any, record: Seat, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        if self.answer.data == Answer.NONE:
            self.answer.data = None


class OwnAnswerForm(SeatAnswerForm):
    """Somebody may answer for several units on one page, so ids name the seat."""

    def __init__(self, *args: Any, record: Seat, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        for field in self:
            field.id = field.label.field_id = f"{field.name}-of-{record.id}"


class LinkAnswerForm(SeatAnswerForm):
    said_by = line_field(_l("Your name"), 60, required=True)


class GroupAnswerForm(Form, _AnswerFields):
    seat_id = SelectField(_l("Your unit"), coerce=row_number_or_none, validators=[REQUIRED])
    said_by = line_field(_l("Your name"), 60, required=True)


class NotedAnswerForm(SeatAnswerForm):
    answer = RadioField(
        _l("Answer to the invitation"),
        choices=choices_of_labels(ANSWER_LABELS, Answer.ATTENDING, Answer.EXCUSED),
        validators=[InputRequired(CHOOSE_ONE)],
    )
    said_by = line_field(_l("Who said so"), 60, required=True)
    via = RadioField(
        _l("By which way"),
        choices=choices_of_labels(ANSWER_CHANNEL_LABELS, *NOTED_ANSWER_CHANNELS),
        validators=[InputRequired(CHOOSE_ONE)],
        default=AnswerChannel.PHONE,
    )


class VerifyForm(Form):
    """Which of the answers that came by the link for everybody are the units'."""

    answer_ids = SelectMultipleField(coerce=row_number, validate_choice=False, validators=[InputRequired(CHOOSE_ONE)])


class ToldForm(Form):
    """Which units were told of the meeting by hand, and by which way."""

    seat_ids = SelectMultipleField(coerce=row_number, validate_choice=False, validators=[InputRequired(CHOOSE_ONE)])
    told_via = SelectField(
        _l("Told by"), choices=choices_of_labels(NOTICE_WAY_LABELS, *HAND_NOTICE_WAYS), default=NoticeWay.MESSAGE
    )
