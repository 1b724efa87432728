"""What the documents say about the code is so."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from partner_hub.actions.workflow import ACTION_WORKFLOW
from partner_hub.core.transitions import Workflow
from partner_hub.imports.workflow import IMPORT_WORKFLOW
from partner_hub.matching.workflow import MATCH_WORKFLOW
from partner_hub.meetings.proposal_workflow import PROPOSAL_WORKFLOW
from partner_hub.meetings.workflow import ITEM_WORKFLOW, MEETING_WORKFLOW
from partner_hub.minutes.workflow import MINUTES_WORKFLOW
from partner_hub.needs.workflow import NEED_WORKFLOW
from partner_hub.offerings.workflow import OFFERING_WORKFLOW
from partner_hub.partners.workflow import UNIT_WORKFLOW

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "docs").rglob("*.md"))
PACKAGES = sorted(path.parent.name for path in (ROOT / "partner_hub").glob("*/__init__.py"))
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "partner_hub").rglob("*.py"))
# `matching/commands/claims.py`, `partner_hub/core/db.py`, `templates/needs/show.html`
A_FILE = re.compile(r"`((?:[\w.]+/)+[\w.-]+\.(?:py|html|toml|md|css|js|txt|json))(?::(\w+))?`")
A_CLASS = re.compile(r"`([A-Z][a-z]\w+)(?:\.([A-Z_]+))?`")
WORKFLOWS = (
    *(NEED_WORKFLOW, OFFERING_WORKFLOW, UNIT_WORKFLOW, MATCH_WORKFLOW),
    *(MEETING_WORKFLOW, ITEM_WORKFLOW, PROPOSAL_WORKFLOW, MINUTES_WORKFLOW, ACTION_WORKFLOW, IMPORT_WORKFLOW),
)


def named(document: Path) -> str:
    return str(document.relative_to(ROOT))


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_file_and_function_it_names_is_there(document: Path) -> None:
    missing = []
    for name, function in A_FILE.findall(document.read_text(encoding="utf-8")):
        path = next((base / name for base in (ROOT, ROOT / "partner_hub") if (base / name).is_file()), None)
        if path is None or (function and not re.search(rf"\b{function}\b", path.read_text(encoding="utf-8"))):
            missing.append(f"{name}:{function}")
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_between_documents_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_glossary_speaks_of_classes_that_exist() -> None:
    words = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    found = A_CLASS.findall(words)
    assert found
    assert [name for name, _ in found if not re.search(rf"^class {name}\b", CODE, re.MULTILINE)] == []
    assert [member for _, member in found if member and not re.search(rf"^    {member} = ", CODE, re.MULTILINE)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: type(next(iter(workflow.labels))).__name__)
def test_the_glossary_has_every_state_by_its_label(app: Flask, workflow: Workflow) -> None:
    kind = type(next(iter(workflow.labels))).__name__
    with app.test_request_context(), force_locale("zh_Hans_CN"):
        names = " ".join(state.name for state in workflow.labels)
        row = f"| `{kind}` | {names} | {'、'.join(str(label) for label in workflow.labels.values())} |"
    assert row in (ROOT / "docs/glossary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_stands_on_the_map(package: str) -> None:
    assert re.search(rf"^    {package}/ ", (ROOT / "docs/architecture.md").read_text(encoding="utf-8"), re.MULTILINE)


ADRS = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
HEADINGS = ["Context", "Decision", "Consequences", "Measured or read", "What would change our mind"]


def test_decision_records_are_numbered_and_listed() -> None:
    index = (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")

    assert [path.name[:4] for path in ADRS] == [f"{number:04}" for number in range(1, len(ADRS) + 1)]
    assert re.findall(r"\]\(([^)]+)\)", index) == [path.name for path in ADRS]


@pytest.mark.parametrize("record", ADRS, ids=named)
def test_a_decision_record_says_why_and_what_would_change_it(record: Path) -> None:
    text = record.read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)", text, re.MULTILINE) == HEADINGS
    assert len(text.splitlines()) <= 40
