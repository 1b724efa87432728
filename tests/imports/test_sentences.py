"""Every code that the planners write has a sentence: a clerk never reads `leading_zero_restored`."""

import ast
import re
from pathlib import Path

from partner_hub import workbooks
from partner_hub.imports.plan import column_limits
from partner_hub.imports.preview import reason_sentences, sentences
from partner_hub.workbooks.plan import plan
from partner_hub.workbooks.schema import header_words
from partner_hub.workbooks.schema.field import Use
from partner_hub.workbooks.schema.records import SCHEMAS
from partner_hub.workbooks.xlsx import errors

WORKBOOKS = Path(workbooks.__file__).parent
FILES = [*WORKBOOKS.rglob("*.py"), Path(column_limits.__file__)]


def calls(name: str) -> list[ast.Call]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in FILES]
    found = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [node for node in found if getattr(node.func, "attr", getattr(node.func, "id", "")) == name]


def codes(*names: str, keyword: str = "") -> set[str]:
    """Texts that stand last among a call's arguments, or under the keyword."""
    found = [
        argument.value
        for name in names
        for node in calls(name)
        for argument in node.keywords
        if argument.arg == keyword
    ]
    last = [node.args[-1] for name in names for node in calls(name) if node.args and not keyword]
    constants = [each for node in (*found, *last) for each in ast.walk(node) if isinstance(each, ast.Constant)]
    return {
        each.value
        for each in constants
        if isinstance(each.value, str) and re.fullmatch(r"[a-z]+(_[a-z]+)*", each.value)
    }


def test_every_conclusion_has_a_sentence() -> None:
    written = codes("conclude", "Conclusion") | codes("Reading", keyword="conclusion")
    assert "same_as_above" in written
    assert written - {"read_as"} - set(reason_sentences.CONCLUSION_SENTENCES) == set()


def test_every_doubt_has_a_sentence() -> None:
    written = codes("doubt", "Doubt") | codes("Reading", keyword="doubt")
    assert "wrong_credit_code" in written
    assert written - set(reason_sentences.DOUBT_SENTENCES) == set()


def test_every_refusal_has_a_sentence() -> None:
    assert codes("refuse") - set(sentences.REASON_SENTENCES) == set()


def test_every_fault_of_a_file_has_its_sentence() -> None:
    assert {code: str(sentence) for code, sentence in sentences.ERROR_SENTENCES.items()} == dict(
        errors.WORKBOOK_ERROR_MESSAGES
    )


def test_every_action_has_a_word_and_a_tone() -> None:
    assert set(sentences.ACTION_LABELS) == set(plan.Action)
    assert set(sentences.DONE_LABELS) == set(sentences.ACTION_TONES) == {*plan.Action, "waiting"}


def test_every_field_that_can_be_recognised_has_a_label() -> None:
    for kind, schema in SCHEMAS.items():
        known = {field for field in header_words.HEADER_WORDS[kind] if not field.startswith("_")}
        assert known - {each.name for each in schema.fields_for(Use.COLUMN) if each.label} == set()
