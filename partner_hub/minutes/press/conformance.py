"""What WeasyPrint leaves to do until one file is both PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1)."""

from importlib.resources import files
from io import BytesIO
from typing import Any

from weasyprint.css import ColorProfile

OUTPUT_INTENT = "minutes-srgb"

# PDF/A wants a schema for each property it does not know itself, and it reads the first rdf:RDF only: the identifier
# of PDF/UA and its schema must stand inside the one that WeasyPrint writes.
UA_IDENTIFIER = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def claim_both_standards(_document: Any, pdf: Any) -> None:
    """Finisher for weasyprint's write_pdf with pdf_variant="pdf/a-2a"."""
    for thing in pdf.objects:
        if getattr(thing, "extra", {}).get("Type") == "/Metadata":
            thing.stream = [part.replace(b"</rdf:RDF>", UA_IDENTIFIER + b"</rdf:RDF>") for part in thing.stream]
        elif isinstance(thing, dict) and thing.get("S") == "/TH":
            thing["A"]["Scope"] = "/Column"


def output_intent() -> dict[str, ColorProfile]:
    """The sRGB profile that PDF/A wants, made anew for each file because it remembers its place in that file.

    WeasyPrint would take the same one by itself, but leaves its file open, which is an error under our tests.
    """
    profile = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    components = (["r"], ["g"], ["b"])
    return {OUTPUT_INTENT: ColorProfile(BytesIO(profile), "sRGB2014.icc", "relative-colorimetric", components)}
