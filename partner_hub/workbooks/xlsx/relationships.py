"""Finds the parts of a package by the relationships between them: their names are free, and programs choose others."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from partner_hub.workbooks.xlsx.container import Container, plain_name
from partner_hub.workbooks.xlsx.xml_parts import attribute_of, read_elements


@dataclass(frozen=True)
class Relationship:
    """`kind` is the last word of its type: worksheet, styles ... in the strict dialect and in the transitional."""

    id: str
    kind: str
    target: str


def relationships_of_part(container: Container, part: str) -> list[Relationship]:
    """Those inside the package; targets outside of it are never followed. Of part "" those of the package itself."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    if source not in container:
        return []
    return list(_relationships_inside(container.read(source), folder))


def _relationships_inside(data: bytes, folder: str) -> Iterator[Relationship]:
    for element in read_elements(data, "Relationship"):
        if attribute_of(element, "TargetMode") != "External":
            target = unquote(attribute_of(element, "Target")).replace("\\", "/")
            place = posixpath.normpath(posixpath.join("/", folder, target))
            kind = attribute_of(element, "Type").rpartition("/")[2]
            yield Relationship(attribute_of(element, "Id"), kind, plain_name(place))


def part_of_kind(container: Container, related: list[Relationship], kind: str, usual: str) -> str | None:
    """The part that is related so; where no relationship says it, the one of the usual name."""
    targets = [each.target for each in related if each.kind == kind]
    return next((each for each in (*targets, usual) if each in container), None)
