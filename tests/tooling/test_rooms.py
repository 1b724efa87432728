"""What the import linter cannot say: whose views and forms a module may use."""

import grimp

# The ground floor's forms are for everybody; features.py registers everybody's views.
SHARED = ("partner_hub.core.forms",)
REGISTRY = "partner_hub.features"


def feature(module: str) -> str:
    return ".".join(module.split(".")[:2])


def room(module: str) -> str:
    return ".".join(module.split(".")[2:3])


def test_nobody_imports_another_features_views_or_forms() -> None:
    graph = grimp.build_graph("partner_hub")

    strangers = [
        f"{importer} imports {imported}"
        for imported in graph.modules
        if room(imported) in {"views", "forms"} and imported not in SHARED
        for importer in graph.find_modules_that_directly_import(imported)
        if feature(importer) not in {feature(imported), REGISTRY}
    ]

    assert strangers == []
