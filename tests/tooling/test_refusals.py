"""What a refusal says to a person can be translated: no error of the domain is raised with a plain string."""

import ast
from collections.abc import Iterator

import pytest

from benchmarks.house import python_files, syntax_tree_of
from partner_hub.core import errors

DOMAIN_ERRORS = {name for name, value in vars(errors).items() if isinstance(value, type)}


def error_classes() -> set[str]:
    """Names of DomainError and of whatever inherits from it, in any module."""
    classes = [node for path in python_files() for node in ast.walk(syntax_tree_of(path))]
    found = {"DomainError"}
    while more := {
        node.name
        for node in classes
        if isinstance(node, ast.ClassDef) and node.name not in found and found & {name_of(base) for base in node.bases}
    }:
        found |= more
    return found


def name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def plain_sentences(tree: ast.AST, classes: set[str]) -> Iterator[ast.Call]:
    """Calls of these classes whose sentence is a literal, at once or by a variable of the function."""
    for scope in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))]:
        for node in ast.walk(scope):
            if isinstance(node, ast.Call) and name_of(node.func) in classes and has_literal(node, scope):
                yield node


def has_literal(call: ast.Call, scope: ast.AST) -> bool:
    sentences = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "sentence")]
    return any(is_literal(sentence, scope) for sentence in sentences)


def is_literal(sentence: ast.expr, scope: ast.AST) -> bool:
    match sentence:
        case ast.Constant() | ast.JoinedStr():
            return True
        case ast.IfExp():
            return is_literal(sentence.body, scope) or is_literal(sentence.orelse, scope)
        case ast.Name():
            return any(is_literal(value, scope) for value in values_of(sentence.id, scope))
        case _:
            return False


def values_of(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    """What the function assigns to this variable."""
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and name in map(name_of, node.targets):
            yield node.value


def test_no_refusal_is_a_plain_string() -> None:
    classes = error_classes()
    plain = [
        f"{path.name}: {ast.unparse(call)}"
        for path in python_files()
        for call in plain_sentences(syntax_tree_of(path), classes)
    ]
    assert not plain


@pytest.mark.parametrize(
    ("code", "is_plain"),
    [
        ('raise DomainError("no such match")', True),
        ('raise Conflict(f"{name} was faster")', True),
        ('def f():\n  words = "late"\n  raise DomainError(words)', True),
        ('raise DomainError("late" if late else _("early"))', True),
        ('raise DomainError(_("late"), field="day")', False),
        ('def f():\n  words = _("late")\n  raise DomainError(words)', False),
        ("raise NotFound", False),
    ],
)
def test_a_plain_string_is_found(code: str, *, is_plain: bool) -> None:
    assert bool(list(plain_sentences(ast.parse(code), DOMAIN_ERRORS))) is is_plain


def test_not_found_takes_no_sentence() -> None:
    calls = [node for path in python_files() for node in ast.walk(syntax_tree_of(path)) if isinstance(node, ast.Call)]
    assert not [ast.unparse(c) for c in calls if name_of(c.func) == "NotFound" and (c.args or c.keywords)]
