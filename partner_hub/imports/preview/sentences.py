"""The translated sentence of every code that planners and readers give."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from partner_hub.core.errors import DomainError
from partner_hub.imports.preview.reason_sentences import CONCLUSION_SENTENCES, DOUBT_SENTENCES, Sentences
from partner_hub.imports.preview.row_names import RowNames
from partner_hub.vocabulary.workbook_import import ImportKind
from partner_hub.workbooks.plan.category_words import CategoryWord
from partner_hub.workbooks.plan.plan import UNIT_FIELDS, Action, Choice, PlannedRow, Question
from partner_hub.workbooks.xlsx.errors import WORKBOOK_ERROR_MESSAGES, WorkbookError

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
DONE_TONES: Mapping[str, str] = ACTION_TONES | dict.fromkeys((Action.NEW, Action.UPDATE, Action.PROBABLY_SAME), "fine")
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
    "form": _l("belongs to the form that begins above"),
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
# What is no longer, or not yet, or hardly so.
OUTDATED_SENTENCES: Sentences = {
    "validity_over": _l("the offering is over"),
    "deadline_passed": _l("the deadline has passed"),
    "begins_in_future": _l("joined on a day that is still to come"),
    "raised_in_future": _l("raised on a day that is still to come"),
    "raised_long_ago": _l("raised more than three years ago"),
    "day_far_off": _l("a day that is far off"),
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
    "personal_data_left_out": _l("Names, addresses and numbers of residents are not brought in."),
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
    "outdated": _l("out of date"),
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
        return _("The same as row %(row)s: put both together", row=names.in_sentence(row.merged_into))
    return _("The same as “%(name)s”: put both together", name=offered.label)


def sentence_of_category_word(said: CategoryWord) -> str:
    rows = ngettext("%(num)s row", "%(num)s rows", said.rows)
    category = said.category or _("none of our categories")
    return _("Category “%(word)s” (%(rows)s): %(category)s", word=said.word, rows=rows, category=category)


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
