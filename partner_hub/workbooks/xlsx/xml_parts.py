"""Reads the XML parts of an .xlsx by local names: strict and transitional files differ in namespaces."""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Protocol
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from partner_hub.workbooks.xlsx.errors import WorkbookError

# More elements than this take longer to parse than anybody waits for a web page.
MAX_ELEMENTS = 2_000_000


@lru_cache(maxsize=1024)
def local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def read_elements(source: bytes | Readable, *wanted: str) -> Iterator[Element]:
    """The wanted elements, complete with children, each freed after use.

    No part of a workbook has a document type, so that one with entities is an attack.

    Raises:
        WorkbookError: forbidden_xml for entities and document types, broken for what is no XML.
    """
    try:
        yield from _parse_elements(BytesIO(source) if isinstance(source, bytes) else source, frozenset(wanted))
    except DefusedXmlException as error:
        raise WorkbookError("forbidden_xml") from error
    except (ParseError, ValueError, LookupError) as error:
        raise WorkbookError("broken") from error


def _parse_elements(source: Readable, wanted: frozenset[str]) -> Iterator[Element]:
    open_elements: list[Element] = []
    inside = 0
    parser = iterparse(source, events=("start", "end"), forbid_dtd=True)
    for count, (event, element) in enumerate(parser):
        if count > 2 * MAX_ELEMENTS:
            raise WorkbookError("too_many_cells")
        is_wanted = local_name(element.tag) in wanted
        if event == "start":
            open_elements.append(element)
            inside += is_wanted
            continue
        open_elements.pop()
        inside -= is_wanted
        if is_wanted and not inside:
            yield element
        if not inside and open_elements:
            open_elements[-1].remove(element)


def attribute_of(element: Element, name: str) -> str:
    """By local name, because relationship ids carry a namespace that differs between the dialects."""
    found = element.get(name)
    if found is not None:
        return found
    return next((value for key, value in element.attrib.items() if local_name(key) == name), "")


def text_of(element: Element) -> str:
    """The text of an <si> or <is>: all runs joined, without the phonetic guides (rPh)."""
    parts = []
    for child in element:
        if local_name(child.tag) == "t":
            parts.append(child.text or "")
        elif local_name(child.tag) == "r":
            parts.append(text_of(child))
    return "".join(parts)
