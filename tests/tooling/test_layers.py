"""Inside a feature a module imports from its own layer or from one below, and nobody uses another feature's pages.

The import linter's contracts name single modules; here every module of every feature has a layer (see
tests/support/layers.py). What takes long to load is imported where it is used.
"""

import subprocess
import sys

import pytest

from benchmarks.house import feature_modules, import_graph
from tests.support.layers import EXCEPTIONS, Layer, feature_of, layer_of

# Registers the blueprints of all features.
REGISTRY = "partner_hub.features"
MODULES = frozenset(feature_modules())


def imports_of_features() -> set[tuple[str, str]]:
    """(importer, imported): every direct import of a module of a feature, whoever imports it."""
    graph = import_graph()
    return {
        (importer, imported) for imported in MODULES for importer in graph.find_modules_that_directly_import(imported)
    }


def is_upward(importer: str, imported: str) -> bool:
    return (
        importer in MODULES
        and feature_of(importer) == feature_of(imported)
        and layer_of(imported) > layer_of(importer)
        and (importer, imported) not in EXCEPTIONS
    )


def is_page_of_another(importer: str, imported: str) -> bool:
    """Whether it takes views or forms from a feature that is not its own."""
    is_foreign = importer != REGISTRY and feature_of(importer) != feature_of(imported)
    return is_foreign and layer_of(imported) in {Layer.VIEWS, Layer.FORMS}


def test_imports_inside_a_feature_run_downwards() -> None:
    upward = [pair for pair in imports_of_features() if is_upward(*pair)]
    assert not sorted(upward)


def test_nobody_imports_another_features_views_or_forms() -> None:
    strange = [pair for pair in imports_of_features() if is_page_of_another(*pair)]
    assert not sorted(strange)


def test_models_and_workflows_know_no_commands_of_other_features_either() -> None:
    low = {Layer.MODELS, Layer.WORKFLOW}
    found = [
        (importer, imported)
        for importer, imported in imports_of_features()
        if importer in MODULES and layer_of(importer) in low and layer_of(imported) not in low
    ]
    assert set(found) <= EXCEPTIONS


def test_every_exception_is_needed() -> None:
    assert imports_of_features() >= EXCEPTIONS


@pytest.mark.parametrize(
    ("module", "layer"),
    [
        ("partner_hub.needs.draft_views", Layer.VIEWS),
        ("partner_hub.matching.views.record", Layer.VIEWS),
        ("partner_hub.accounts.form_rescue_hooks", Layer.VIEWS),
        ("partner_hub.needs.review_forms", Layer.FORMS),
        ("partner_hub.accounts.rescued_forms", Layer.RULES),
        ("partner_hub.needs.need_view", Layer.RULES),
        ("partner_hub.matching.commands.claims", Layer.RULES),
        ("partner_hub.meetings.workflow", Layer.WORKFLOW),
        ("partner_hub.meetings.attendance_models", Layer.MODELS),
    ],
)
def test_the_layer_follows_from_the_name(module: str, layer: Layer) -> None:
    assert module in MODULES
    assert layer_of(module) is layer


def test_a_start_loads_no_layout_engine_no_scipy_and_no_python_docx() -> None:
    """Together more than half of a start, and most commands print and rank nothing."""
    slow = {"weasyprint", "scipy", "docx"}
    script = f"import sys, partner_hub.features, partner_hub.commands; print({slow} & {{*sys.modules}})"
    command = [sys.executable, "-c", script]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "set()\n"  # noqa: S603
