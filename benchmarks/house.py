"""Measures of how the code is written, beside those of an earlier commit: python -m benchmarks.house [--since COMMIT].

Printed is one row a measure: today, the recorded value at commit 189e0a1, the same measure in four public applications
of this kind (communitiesuk/funding-service, Indico, hypothesis/h, healthchecks), and the goal. tests/tooling holds the
limits that none of them may pass.

Counted are partner_hub/ (Python), templates/ (HTML) and the commits after --since. A one-word name has no underscore
but leading or trailing ones; a shared name is that of a module-level function of which another module has a namesake.
Comment lines are lines with nothing but a comment, among lines that are not blank. Logic tags are if, elif, else, for;
conditions inside {{ }}, which no tag shows, are counted by no measure here. The heaviest four templates are those of
commit 189e0a1, and the same four today. Methods and constants have no measure of names. Scripts, styles and tests are
not counted.
"""

import argparse
import ast
import math
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import grimp

from tests.support.layers import Layer, layer_of

ROOT = Path(__file__).parents[1]
PACKAGE = "partner_hub"
LINE_WIDTH = 120
FUNCTION_LINES = 40
# Commits before this one had no limit on their subjects.
FIRST_MEASURED_COMMIT = "f0b99e8"
# The endpoint's word is the view's name, and create_app and init_app are what Flask calls them.
NAMES_GIVEN_BY_FLASK = {"create_app", "init_app"}
# Packages that are no features, but are held by contracts of their own or by none.
NO_FEATURES = {"commands", "core", "demo", "privacy", "vocabulary", "workbooks"}
HEAVY_TEMPLATES = ("partners/show.html", "desk/unit.html", "needs/show.html", "meetings/item.html")
LOGIC_TAG = re.compile(r"\{%-?\s*(?:if|elif|else|for)\b")

# The values at commit 189e0a1, of the four applications in the order of the head, and what is aimed at.
COLUMNS = ("now", "189e0a1", "funding-service", "Indico", "h", "healthchecks", "goal")
RECORDED: dict[str, Sequence[str]] = {
    "file lines p50": ("76", "123", "95", "66", "44", ""),
    "file lines p90": ("185", "773", "367", "210", "161", ""),
    "file lines max": ("293", "4826", "1323", "942", "1584", "300"),
    "function lines p50": ("5", "9", "5", "8", "8", ""),
    "function lines p90": ("13", "45", "19", "31", "32", ""),
    "function lines max": ("53", "249", "187", "328", "181", "40"),
    "functions over 40 lines": ("1", "", "", "", "", "0"),
    "one-word names %": ("52.0", "2.5", "4.7", "20", "37", "15"),
    "one-word private names %": ("67.2", "", "", "", "", "15"),
    "one-word names without views %": ("50.2", "", "", "", "", ""),
    "shared names %": ("32.4", "6", "15", "18", "17", "12"),
    "shared names without views %": ("25.8", "", "", "", "", ""),
    "comment lines %": ("1.2", "3.6", "8.5", "7.6", "5.5", ""),
    "import circles": ("4", "", "", "", "", "0"),
    "modules outside the layer contract": ("160", "", "", "", "", "0"),
    "template lines over 120 characters %": ("13.9", "6.0", "2.0", "", "1.4", "2"),
    "logic tags per 100 template lines": ("20.2", "9.5", "9.7", "", "6.8", "10"),
    "logic tags per 100 lines, heaviest four": ("25.0", "", "", "", "", "10"),
    "commit subject p50": ("91", "", "45", "46", "43", ""),
    "commit subject max": ("154", "", "", "", "", "72"),
}


@dataclass(frozen=True)
class NamedFunction:
    """A function at the top level of a module."""

    name: str
    module: str
    is_view: bool

    @property
    def is_one_word(self) -> bool:
        return "_" not in self.name.strip("_")


def python_files() -> list[Path]:
    """The package's modules; an empty __init__.py says nothing about how long files are."""
    return [path for path in sorted((ROOT / PACKAGE).rglob("*.py")) if path.stat().st_size]


@cache
def syntax_tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def module_functions() -> list[NamedFunction]:
    """Every function at the top level of a module."""
    return [
        NamedFunction(node.name, module_name_of(path), is_view_function(node))
        for path in python_files()
        for node in syntax_tree_of(path).body
        if isinstance(node, ast.FunctionDef)
    ]


def is_view_function(node: ast.FunctionDef) -> bool:
    """Whether a blueprint's route decorates it: the name is then the word of the endpoint."""
    calls = [decorator.func for decorator in node.decorator_list if isinstance(decorator, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in {"route", "get", "post"} for call in calls)


def function_lengths() -> list[int]:
    """Lines from `def` to the end, of methods and inner functions too; decorators are not counted."""
    return [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in python_files()
        for node in ast.walk(syntax_tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def quantile_of(values: Iterable[int], share: float) -> int:
    """The value below which this share of them lies; 0 of none."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else 0


def percent_of(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def import_circles() -> list[list[str]]:
    """Groups of modules each of which reaches every other one by imports: strongly connected components."""
    graph = import_graph()
    reached = {module: graph.find_upstream_modules(module) for module in graph.modules}
    circles = {
        frozenset([module, *(other for other in reached[module] if module in reached[other])])
        for module in graph.modules
    }
    return sorted(sorted(circle) for circle in circles if len(circle) > 1)


@cache
def import_graph() -> grimp.ImportGraph:
    sys.path.insert(0, str(ROOT))
    return grimp.build_graph(PACKAGE, cache_dir=None)


def feature_modules() -> list[str]:
    """Modules inside the package of a feature."""
    parts = {module: module.split(".") for module in import_graph().modules}
    features = {words[1] for words in parts.values() if len(words) > 2} - NO_FEATURES  # noqa: PLR2004 - root.feature.x
    return sorted(module for module, words in parts.items() if len(words) > 2 and words[1] in features)  # noqa: PLR2004


def modules_outside_layers() -> list[str]:
    """Modules of features that the test of layers does not place; the rules are a layer, too."""
    return [module for module in feature_modules() if layer_of(module) not in Layer]


def template_files() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def count_logic_tags(paths: Iterable[Path]) -> float:
    """For each 100 lines of these templates."""
    texts = [path.read_text(encoding="utf-8") for path in paths]
    tags = sum(len(LOGIC_TAG.findall(text)) for text in texts)
    return percent_of(tags, sum(len(text.splitlines()) for text in texts))


def commit_subjects_since(commit: str) -> list[str] | None:
    """First lines of the commits after this one, the newest first; None where git or the commit is not at hand."""
    command = ["git", "log", "--no-merges", "--format=%s", f"{commit}..HEAD"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.splitlines()


def measure_house(since: str = FIRST_MEASURED_COMMIT) -> dict[str, float]:
    """Every measure by the name under which it is recorded."""
    return measure_sizes() | measure_names() | measure_walls() | measure_templates() | measure_commits(since)


def measure_sizes() -> dict[str, float]:
    texts = [path.read_text(encoding="utf-8") for path in python_files()]
    files, functions = [len(text.splitlines()) for text in texts], function_lengths()
    filled = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    return {
        "file lines p50": quantile_of(files, 0.5),
        "file lines p90": quantile_of(files, 0.9),
        "file lines max": max(files),
        "function lines p50": quantile_of(functions, 0.5),
        "function lines p90": quantile_of(functions, 0.9),
        "function lines max": max(functions),
        "functions over 40 lines": sum(length > FUNCTION_LINES for length in functions),
        "comment lines %": percent_of(sum(line.startswith("#") for line in filled), len(filled)),
    }


def measure_names() -> dict[str, float]:
    functions = module_functions()
    ours = [each for each in functions if not each.is_view and each.name not in NAMES_GIVEN_BY_FLASK]
    return {
        "one-word names %": share_of_one_word(functions),
        "one-word private names %": share_of_one_word([each for each in functions if each.name.startswith("_")]),
        "one-word names without views %": share_of_one_word(ours),
        "shared names %": share_of_shared(functions),
        "shared names without views %": share_of_shared(ours),
    }


def share_of_one_word(functions: Sequence[NamedFunction]) -> float:
    return percent_of(sum(each.is_one_word for each in functions), len(functions))


def share_of_shared(functions: Sequence[NamedFunction]) -> float:
    namesakes = Counter(each.name for each in functions)
    return percent_of(sum(namesakes[each.name] > 1 for each in functions), len(functions))


def measure_walls() -> dict[str, float]:
    return {
        "import circles": len(import_circles()),
        "modules outside the layer contract": len(modules_outside_layers()),
    }


def measure_templates() -> dict[str, float]:
    paths = template_files()
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return {
        "template lines over 120 characters %": percent_of(sum(len(line) > LINE_WIDTH for line in lines), len(lines)),
        "logic tags per 100 template lines": count_logic_tags(paths),
        "logic tags per 100 lines, heaviest four": count_logic_tags(ROOT / "templates" / n for n in HEAVY_TEMPLATES),
    }


def measure_commits(since: str) -> dict[str, float]:
    """Characters of the subjects; not a number where there is no commit to look at."""
    lengths = [len(subject) for subject in commit_subjects_since(since) or ()]
    return {
        "commit subject p50": quantile_of(lengths, 0.5) if lengths else math.nan,
        "commit subject max": max(lengths, default=math.nan),
    }


def show_line(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")


def print_measures(measures: dict[str, float]) -> None:
    show_line(f"{'':<42}" + "".join(f"{column:>16}" for column in COLUMNS))
    for name, recorded in RECORDED.items():
        now = measures[name]
        cells = [f"{now:.1f}" if "%" in name or "per 100" in name else f"{now:.0f}", *recorded]
        show_line(f"{name:<42}" + "".join(f"{cell:>16}" for cell in cells))


def list_what_is_counted() -> None:
    """Where to look: one-word names and shared names by module, long functions, circles, heavy templates."""
    functions = [each for each in module_functions() if not each.is_view and each.name not in NAMES_GIVEN_BY_FLASK]
    namesakes = Counter(each.name for each in functions)
    for each in functions:
        faults = ["one word"] * each.is_one_word + [f"{namesakes[each.name]} times"] * (namesakes[each.name] > 1)
        if faults:
            show_line(f"{each.module}: {each.name} ({', '.join(faults)})")
    for circle in import_circles():
        show_line("circle:", ", ".join(circle))
    for path in template_files():
        lines = path.read_text(encoding="utf-8").splitlines()
        long = sum(len(line) > LINE_WIDTH for line in lines)
        show_line(
            f"{path.relative_to(ROOT)}: {len(lines)} lines, {long} long, {count_logic_tags([path]):.0f} tags per 100"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--since", default=FIRST_MEASURED_COMMIT, help="commit after which subjects are measured")
    parser.add_argument("--list", action="store_true", help="name the functions, circles and templates, too")
    options = parser.parse_args()
    print_measures(measure_house(options.since))
    if options.list:
        list_what_is_counted()


if __name__ == "__main__":
    main()
