"""The translated sentence of every code that planners and readers give."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.errors import DomainError
from partner_hub.imports.preview.row_names import RowNames
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.plan.plan import UNIT_FIELDS, Action, Choice, PlannedRow, Question
from partner_hub.workbooks.xlsx.errors import WORKBOOK_ERROR_MESSAGES, WorkbookError

Sentences = Mapping[str, LazyString]

KIND_LABELS: Mapping[ImportKind, LazyString] = {
    ImportKind.UNITS: _l("Units"),
    ImportKind.OFFERINGS: _l("Offerings"),
    ImportKind.NEEDS: _l("Needs"),
}
ACTION_LABELS: dict[Action, LazyString] = {
    Action.NEW: _l("new"),
    Action.SAME: _l("same as an existing record"),
    Action.UPDATE: _l("changes an existing record"),
    Action.PROBABLY_SAME: _l("probably the same"),
    Action.REFUSED: _l("refused"),
    Action.SKIPPED: _l("left out"),
}
# The same, when it has happened.
DONE_LABELS: dict[str, LazyString] = {
    **{action.value: label for action, label in ACTION_LABELS.items()},
    "waiting": _l("waits for an answer"),
    Action.NEW: _l("registered"),
    Action.SAME: _l("unchanged"),
    Action.UPDATE: _l("changed"),
    Action.PROBABLY_SAME: _l("put together"),
}
# Nothing is done before the confirmation, so nothing is fine yet.
ACTION_TONES: dict[str, str] = {
    "waiting": "soon",
    Action.NEW: "waiting",
    Action.SAME: "waiting",
    Action.UPDATE: "soon",
    Action.PROBABLY_SAME: "soon",
    Action.REFUSED: "late",
    Action.SKIPPED: "waiting",
}
DONE_TONES: Mapping[str, str] = ACTION_TONES | {Action.NEW: "fine"}
# Why a row is treated as it is.
REASON_SENTENCES: Sentences = {
    "no_name": _l("there is no name in it"),
    "name_too_long": _l("the name or code is longer than any there is"),
    "blank": _l("blank row"),
    "title": _l("title above the table"),
    "header": _l("head of the table"),
    "repeated_header": _l("head of the table, repeated"),
    "total": _l("sum of the rows above"),
    "footer": _l("note below the table"),
    "section": _l("heading between the rows"),
    "other_table": _l("belongs to another table"),
    "imported_before": _l("this row was brought in before"),
    "left_out": _l("a person left it out"),
    "never_answered": _l("nobody answered its question before the file was let go"),
    "same_name": _l("the name is the same"),
    "alias": _l("the short name is known"),
    "credit_code": _l("the credit code is the same"),
    "short_name": _l("it reads like a short name of it"),
    "repeated_row": _l("the row says the same"),
}
CONCLUSION_SENTENCES: Sentences = {
    "same_as_above": _l("taken from the row above"),
    "old_letters": _l("a character that only an old system shows was written as the one of today"),
    "blank_like_above": _l("empty, so the unit of the row above"),
    "said_by_sheet": _l("said by the name of the sheet or above the table"),
    "from_section": _l("taken from the heading above the rows"),
    "usual_form": _l("written as in most other rows"),
    "note_dropped": _l("a remark in brackets was left out"),
    "role_dropped": _l("a title beside the name was left out"),
    "name_dropped": _l("a name beside the number was left out"),
    "phone_split_off": _l("name and telephone number were parted"),
    "extension_dropped": _l("the extension was left out"),
    "leading_zero_restored": _l("the leading 0 that Excel had dropped is back"),
    "area_code_added": _l("the area code of the other numbers was added"),
    "excel_serial": _l("Excel's number of the day was read as a date"),
    "only_the_month": _l("only the month is certain"),
    "first_of_the_month": _l("only the month is written; its first day is kept"),
    "year_of_the_list": _l("the year was taken from the list's title"),
    "named_day": _l("the day of this festival, solar term or day of the lunar calendar"),
    "part_of_the_month": _l("read as the last day of that part of the month"),
    "counted_from_start": _l("counted from the day it begins"),
    "until_used_up": _l("as long as there is some; no last day"),
    "comes_again": _l("comes again and again; no last day"),
    "end_of_the_month": _l("read as the last day of the month"),
    "next_year": _l("that day had passed, so next year"),
    "men_and_women": _l("men and women together"),
    "upper_end": _l("of a range the upper end"),
    "unit_of_bare_number": _l("a bare number; persons or households as in similar rows"),
    "unit_of_column": _l("what is counted stands in another column or in the heading"),
    "has_this_offering": _l("this unit has an offering of this name"),
    "scale_of_urgency": _l("put into our scale"),
    "usual_urgency": _l("empty, so the usual urgency"),
    "period_from_words": _l("read from the words about the capacity"),
    "venue_comes_back": _l("a room is there again when it is no longer used"),
    "asked_by_unit": _l("a unit asks, so this is the channel"),
    "first_clause": _l("no name is given; the first words serve as one"),
    "short_name": _l("a short name that fits one unit only"),
    "same_name": _l("the name is the same"),
    "alias": _l("the short name is known"),
    "credit_code": _l("the credit code is the same"),
}
DOUBT_SENTENCES: Sentences = {
    "wrong_credit_code": _l("the credit code is wrong by GB 32100-2015; kept as it is written"),
    "code_lost_figures": _l(
        "a number cell: Excel has lost the last figures; left empty, please take the code from the certificate"
    ),
    "old_registration_number": _l("15 figures, an old registration number and no credit code; kept as it is written"),
    "organisation_code": _l("9 characters, an old organisation code and no credit code; kept as it is written"),
    "odd_phone": _l("no usual telephone number; kept as it is written"),
    "several_phones": _l("there are several numbers; the first is kept"),
    "unreadable_date": _l("this date cannot be read; left empty"),
    "january_or_october": _l("January or October? Excel dropped the last zero; left empty"),
    "only_a_year": _l("only a year is written; left empty"),
    "date_without_year": _l("the year is missing; left empty"),
    "uncertain_date": _l("no certain day; left empty"),
    "uncertain_validity": _l("no certain end; kept without an end"),
    "validity_to_be_fixed": _l("the end is still to be fixed; kept without an end"),
    "uncertain_deadline": _l("no certain day; left empty"),
    "deadline_is_a_beginning": _l("says from when and not until when; left empty"),
    "unreadable_validity": _l("the end cannot be read; kept without an end"),
    "relative_validity": _l("the end depends on a day that is not written; kept without an end"),
    "ends_before_it_begins": _l("it ends before it begins"),
    "unreadable_count": _l("this number cannot be read; left empty"),
    "count_without_number": _l("there is no number in it; left empty"),
    "uncertain_count": _l("no certain figure; left empty"),
    "some_more": _l("so many and some more"),
    "count_became_a_date": _l("Excel has made a day of it; left empty"),
    "several_counts": _l("there are several numbers; please look which one counts"),
    "unreadable_deadline": _l("this deadline cannot be read; left empty"),
    "deadline_without_year": _l("the year of the deadline is missing; left empty"),
    "deadline_before_raised": _l("the deadline lies before the day the need was raised"),
    "unknown_urgency": _l("no usual word for urgency; kept as it is written"),
    "unknown_capacity_period": _l("no usual word for a period; left aside"),
    "nearest_capacity_period": _l("none of our periods; the next longer one is kept"),
    "several_capacities": _l("there are several periods; please look which one counts"),
    "period_from_time": _l("the period was read from the time; please look whether it counts"),
    "hidden_row": _l("the row is hidden in the workbook"),
    "empty_category": _l("no category is written, and no other row is alike"),
    "excel_error": _l("the cell holds an error of Excel; left empty"),
    "formula": _l("the cell holds a formula; its last value was taken"),
    "formula_without_value": _l("the cell holds a formula without a value; left empty"),
    "nothing_above": _l("“same as above”, but there is nothing above"),
    "identity_left_out": _l("the number of an identity paper or card was left out: such numbers are never kept"),
    "too_long": _l("too long; the end was cut off"),
    "cell_cut": _l("the cell holds more than 5,000 characters; the rest was left aside"),
}
# About the file as a whole; the parameters come with the note.
NOTE_SENTENCES: Sentences = {
    "external_links": _l("The workbook refers to other files. They were not opened."),
    "embedded_objects": _l("Embedded objects were left aside."),
    "pictures": _l("Pictures were left aside."),
    "macros": _l("Macros were left aside; they were not run."),
    "far_columns": _l("Sheet “%(sheet)s”: what stands beyond the hundredth column was left aside."),
    "too_many_sheets": _l("Only the first %(limit)s sheets were read."),
    "sheet_broken": _l("Sheet “%(sheet)s” is damaged and was left aside."),
    "sheet_too_many_rows": _l("Sheet “%(sheet)s” has more rows than any list and was left aside."),
    "sheet_too_much_text": _l("Sheet “%(sheet)s” holds more text than a list needs and was left aside."),
    "sheets_left_aside": _l("Sheets that are not brought in: %(sheets)s"),
    "columns_not_imported": _l("Columns that are not brought in: %(columns)s"),
    "identity_left_out": _l(
        "Numbers of identity papers and cards are never brought in or kept; these columns were emptied: %(columns)s"
    ),
    "personal_data_left_out": _l("Names and numbers of residents are not brought in."),
}
ERROR_SENTENCES: Sentences = {code: _l(message) for code, message in WORKBOOK_ERROR_MESSAGES.items()}
# The answers to "what shall become of this row?"; a unit is offered by its name.
ROW_CHOICES: Sentences = {
    "new": _l("Something new: register it"),
    "update": _l("Take over what the file says"),
    "keep": _l("Leave the record as it is"),
    "skip": _l("Leave this row out"),
}
UNIT_CHOICES: Sentences = {
    "new": _l("Register as a new unit: %(name)s"),
    "none": _l("No unit asks"),
    "skip": _l("Leave this row out"),
}
QUESTION_SENTENCES: Sentences = {
    "row": _l("What shall become of this row?"),
    "unit_name": _l("Which unit is “%(words)s”?"),
    "source_unit_name": _l("Which unit is “%(words)s”?"),
    "category": _l("Which category does it belong to?"),
    "name": _l("What is the unit called now? The other name is kept beside it."),
}
REPORT_HEADINGS = (
    _l("Sheet"),
    _l("Excel row"),
    _l("What happened"),
    _l("Why"),
    _l("Name"),
    _l("Number of the record"),
    _l("Put together with row"),
    _l("Conclusions"),
    _l("Doubts"),
    _l("Changes"),
)
# The groups of the preview's summary.
GROUP_LABELS: Sentences = {
    "all": _l("all rows"),
    "open": _l("open questions"),
    "new": _l("new"),
    "unchanged": _l("unchanged"),
    "same": _l("same as existing"),
    "update": _l("changed"),
    "probably_same": _l("probably the same"),
    "doubts": _l("with doubts"),
    "refused": _l("refused"),
    "skipped": _l("left out"),
}


def sentence_of_code(sentences: Mapping[Any, LazyString], code: str, params: Mapping[str, object] | None = None) -> str:
    """The sentence of a code; a code without one is shown as it is rather than hidden."""
    sentence = str(sentences.get(code, code))
    return sentence % params if params else sentence


def sentence_of_reason(row: Mapping[str, Any]) -> str:
    """Why a reported row was treated as it was."""
    if row["reason"] and row.get("by"):
        return _("left out by %(name)s", name=row["by"])
    return sentence_of_code(REASON_SENTENCES, row["reason"]) if row["reason"] else ""


def refusal_of_workbook(error: WorkbookError, field: str = "file") -> DomainError:
    return DomainError(sentence_of_code(ERROR_SENTENCES, error.code, error.params), field=field)


def sentence_of_conclusion(field: str, note: Mapping[str, str]) -> str:
    """`note` holds from_text, to_value and reason, as workbooks.plan.plan.Conclusion does."""
    reason = sentence_of_code(CONCLUSION_SENTENCES, note["reason"])
    if note["reason"] == "read_as":
        return _(
            "%(field)s: “%(from)s” read as “%(to)s”", field=field, to=note["to_value"], **{"from": note["from_text"]}
        )
    if not note["from_text"]:
        return _("%(field)s: “%(to)s” (%(reason)s)", field=field, to=note["to_value"], reason=reason)
    return _(
        "%(field)s: “%(from)s” read as “%(to)s” (%(reason)s)",
        field=field,
        to=note["to_value"],
        reason=reason,
        **{"from": note["from_text"]},
    )


def sentence_of_doubt(field: str, note: Mapping[str, str]) -> str:
    """`note` holds text and reason, as workbooks.plan.plan.Doubt does."""
    reason = sentence_of_code(DOUBT_SENTENCES, note["reason"])
    if not note["text"]:
        return _("%(field)s: %(reason)s", field=field, reason=reason)
    if note.get("proposed"):
        reason = _("%(reason)s; perhaps %(proposed)s is meant", reason=reason, proposed=note["proposed"])
    return _("%(field)s: %(text)s – %(reason)s", field=field, text=note["text"], reason=reason)


def sentence_of_question(row: PlannedRow, asked: Question) -> str:
    return sentence_of_code(QUESTION_SENTENCES, asked.field, {"words": row.words.get(asked.field, "").strip()})


def label_of_choice(row: PlannedRow, asked: Question, offered: Choice, names: RowNames) -> str:
    """What the answer is called; of a unit its name, with how well it fits."""
    if asked.field in UNIT_FIELDS and offered.value not in UNIT_CHOICES:
        return _("%(name)s (fits to %(percent)s%%)", name=offered.label, percent=round(100 * offered.score))
    if asked.field in UNIT_FIELDS:
        return sentence_of_code(UNIT_CHOICES, offered.value, {"name": offered.label})
    if asked.field != "row":
        return offered.label or offered.value
    if offered.value == "merge":
        return _label_of_merging(row, offered, names)
    return sentence_of_code(ROW_CHOICES, offered.value)


def _label_of_merging(row: PlannedRow, offered: Choice, names: RowNames) -> str:
    if row.merged_into:
        return _("The same as row %(row)s: put both together", row=names(row.merged_into))
    return _("The same as “%(name)s”: put both together", name=offered.label)


def sentence_of_acceptance(settled: int, left: int) -> str:
    done = ngettext("%(num)s row is settled.", "%(num)s rows are settled.", settled)
    rest = ngettext("%(num)s row is left to look at.", "%(num)s rows are left to look at.", left)
    return " ".join((done, rest if left else _("None is left to look at.")))


def sentence_of_counts(counts: Mapping[str, int]) -> str:
    """The sums of a finished import in one line."""
    sums = ((GROUP_LABELS[name], counts.get(name)) for name in GROUP_LABELS if name != "all")
    return " · ".join(f"{number} {text}" for text, number in sums if number)


def sentence_of_confirmation(waiting: int) -> str:
    if not waiting:
        return _("Everything has been brought in.")
    return ngettext(
        "What was answered has been brought in. %(num)s row waits for an answer.",
        "What was answered has been brought in. %(num)s rows wait for an answer.",
        waiting,
    )
