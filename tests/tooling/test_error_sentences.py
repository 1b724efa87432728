"""What a refusal says is read by people: it is a translated sentence, never a literal of the code.

The command line (partner_hub/commands) speaks English to the operator.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import partner_hub

PACKAGE = Path(partner_hub.__file__).parent
TREES = {
    path: ast.parse(path.read_text())
    for path in sorted(PACKAGE.rglob("*.py"))
    if PACKAGE / "commands" not in path.parents
}


def domain_errors() -> set[str]:
    """The names of DomainError and of all classes that derive from it."""
    classes = [node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found = {"DomainError"}
    while True:
        heirs = {
            each.name for each in classes if any(isinstance(base, ast.Name) and base.id in found for base in each.bases)
        }
        if heirs <= found:
            return found
        found |= heirs


def literal_sentences(names: set[str]) -> Iterator[str]:
    """Where one of these errors is made with a literal text, as "path:line"."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names):
                continue
            if any(isinstance(each, ast.JoinedStr | ast.Constant) for each in node.args):
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}"


def test_every_refusal_carries_a_translated_sentence_or_none() -> None:
    names = domain_errors()
    assert {"NotFound", "Conflict", "NotAllowed", "LinkEnded"} <= names
    assert list(literal_sentences(names)) == []
