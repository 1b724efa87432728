"""One page of needs that wait for review, and accepting what is ticked on it."""

from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _

from partner_hub.core.actor import Actor
from partner_hub.core.errors import DomainError
from partner_hub.core.row_numbers import row_number_if_any
from partner_hub.needs import queries, service
from partner_hub.needs.finding_labels import FINDING_LABELS
from partner_hub.needs.models import Need
from partner_hub.needs.need_view import NeedReading, read_need
from partner_hub.needs.public_wording import findings_in_need
from partner_hub.needs.review_forms import Option, ReviewPageForm, ReviewRowForm, category_choices
from partner_hub.privacy import Finding
from partner_hub.vocabulary.need import NeedState

# Rows of a page.
ROWS_PER_REVIEW_PAGE = 20


@dataclass(frozen=True)
class ReviewRow:
    """`findings`: what in the recorded words could lead to a person."""

    reading: NeedReading
    form: ReviewRowForm
    findings: list[Finding]

    @property
    def need(self) -> Need:
        return self.reading.need

    @property
    def found_words(self) -> str:
        """The kinds of what was found, each once."""
        return _(", ").join(
            str(FINDING_LABELS[kind]) for kind in dict.fromkeys(finding.kind for finding in self.findings)
        )

    @property
    def repeats_the_words(self) -> bool:
        """Whether the fields say what was recorded, so that nobody has to compare the two."""
        recorded = (self.reading.name, self.reading.text or self.reading.name)
        return (self.form.public_name.data, self.form.public_text.data) == recorded

    @property
    def sentences(self) -> list[str]:
        """Why the row was not accepted, each reason with the label of its field."""
        fields = [f"{field.label.text}{_(': ')}{error}" for field in self.form for error in field.errors]
        return [*map(str, self.form.form_errors), *fields]

    @property
    def first_fault(self) -> str:
        """The place of the page to go to: the field with an error, or else the row."""
        return next((str(field.id) for field in self.form if field.errors), f"need-{self.need.id}")


class ReviewPage:
    """A page as it is shown, or as it was sent; `number` counts from 1.

    A form that was sent names its rows itself, so that a row accepted by somebody else meanwhile is reported and
    not replaced by the next one. `refused`: rows that stay, each with the reason at its field.
    """

    def __init__(self, actor: Actor, *, number: int) -> None:
        self._actor = actor
        self.form = ReviewPageForm()
        waiting = queries.need_ids_waiting_for_review(actor)
        self.total = len(waiting)
        self.last = max(1, -(-self.total // ROWS_PER_REVIEW_PAGE))
        self.number = min(max(1, number), self.last)
        first = (self.number - 1) * ROWS_PER_REVIEW_PAGE
        self._ids = self._sent_ids() if self.form.is_submitted() else waiting[first : first + ROWS_PER_REVIEW_PAGE]
        self.rows = self._rows()
        self.refused: list[ReviewRow] = []

    def accept(self) -> int:
        """Accept every ticked row by itself; returns how many. What is refused stops none of the others.

        What was typed into rows without a tick is kept with them.
        """
        ticked = [row for row in self.rows if row.form.take.data]
        self.refused = [row for row in self.rows if not (self._accepts(row) if row in ticked else self._keeps(row))]
        done = {row.need.id for row in ticked} - {row.need.id for row in self.refused}
        self.rows = [row for row in self.rows if row.need.id not in done]
        self.total -= len(done)
        return len(done)

    def _accepts(self, row: ReviewRow) -> bool:
        need, form = row.need, row.form

        def command() -> Need:
            form.check_version()
            return service.review_need(self._actor, need, data=form.values, quarter=self.form.quarter_for(need))

        return bool(form.validate() and form.run(command))

    def _keeps(self, row: ReviewRow) -> bool:
        """Save the typed words of a row that waits on; True where there is nothing new in them."""
        need, form = row.need, row.form
        if form.is_untouched:
            return True

        def command() -> Need:
            form.check_version()
            if need.state is not NeedState.SUBMITTED:
                raise DomainError(_("Please tick this row: what you changed in it is not saved otherwise."))
            return service.edit_need(self._actor, need, data=form.values)

        return bool(form.validate() and form.run(command))

    def _rows(self) -> list[ReviewRow]:
        needs = {need.id: need for need in queries.needs_of(self._actor, self._ids)}
        categories = category_choices()
        return [self._row(needs[number], categories) for number in self._ids if number in needs]

    def _row(self, need: Need, categories: list[Option]) -> ReviewRow:
        form = ReviewRowForm(record=need, categories=categories, prefix=f"n{need.id}-")
        return ReviewRow(read_need(self._actor, need), form, findings_in_need(need))

    def _sent_ids(self) -> list[int]:
        """The rows of the page that was sent; never more than a page holds."""
        return [
            number for text in request.form.getlist("row")[:ROWS_PER_REVIEW_PAGE] if (number := row_number_if_any(text))
        ]
