"""Imports run one way, file by file."""

import grimp


def _circles(imports: dict[str, set[str]]) -> list[set[str]]:
    """What is left when files that import nothing, or are imported by nothing, are taken away again and again."""
    left = {module: set(found) for module, found in imports.items()}
    while gone := {each for each, found in left.items() if not found} | (left.keys() - set().union(*left.values())):
        left = {each: found - gone for each, found in left.items() if each not in gone}
    return [left.keys() & ({each} | found) for each, found in left.items()]


def test_a_circle_is_found() -> None:
    assert _circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()})
    assert not _circles({"a": {"b", "c"}, "b": {"c"}, "c": set()})


def test_no_file_leads_back_to_itself() -> None:
    graph = grimp.build_graph("partner_hub")
    assert not _circles({each: graph.find_modules_directly_imported_by(each) for each in graph.modules})
