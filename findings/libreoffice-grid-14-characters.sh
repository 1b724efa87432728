#!/usr/bin/env bash
# LibreOffice 7.4.7 sets 14 characters on a line of the official page that Word is told to set with 28.
#
# GB/T 9704-2012 wants 28 characters of 16 pt on 156 mm. In Word that is a document grid (ISO/IEC 29500-1, 17.6.5) of
# type linesAndChars with w:charSpace="-849": cells of 15.79 pt, a hair narrower than the character, which takes one of
# them all the same. LibreOffice gives each character two. With w:charSpace="0" 27 characters would fit, and it sets 27:
# so it does read the grid. The size from which it counts is that of the Normal style itself; where 16 pt stand in the
# document's defaults alone, it counts from 12 pt, and sets 18.
# What gives 28 in both: text that does not ask the grid (w:snapToGrid w:val="0") and is 0.3 pt closer by itself.
#
# Converts four documents of 560 characters to PDF and counts. Needs soffice and pdftotext: Debian's
# libreoffice-writer-nogui 4:7.4.7 and poppler-utils, and a Chinese font (fonts-noto-cjk); installs them when missing, as
# root. Fails when the figures change.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
command -v soffice >/dev/null && command -v pdftotext >/dev/null ||
    apt-get install --yes --quiet --no-install-recommends libreoffice-writer-nogui poppler-utils fonts-noto-cjk
soffice --version
python3 - "$work" <<'PY'
import subprocess
import sys
import zipfile
from pathlib import Path

work = Path(sys.argv[1])
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SIZE = '<w:sz w:val="32"/>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def write(name, space, style_size, paragraph="", run=""):
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
        f'"{WORD}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{SIZE}</w:rPr></w:rPrDefault>"
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}{style_size}</w:rPr></w:style></w:styles>",
        "word/document.xml": f"<w:document {W}><w:body><w:p><w:r><w:t>{'国' * 560}</w:t></w:r></w:p><w:sectPr>"
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="{space}"/></w:sectPr></w:body></w:document>',
    }
    with zipfile.ZipFile(work / f"{name}.docx", "w") as archive:
        for part, text in parts.items():
            archive.writestr(part, '<?xml version="1.0" encoding="UTF-8"?>' + text)


write("grid", -849, SIZE)
write("zero", 0, SIZE)
write("defaults", -849, "")
write("own", -849, SIZE, '<w:snapToGrid w:val="0"/>', '<w:snapToGrid w:val="0"/><w:spacing w:val="-6"/>')
found = {}
profile = f"-env:UserInstallation=file://{work}/profile"
files = sorted(map(str, work.glob("*.docx")))
subprocess.run(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", work, *files], check=True,
               capture_output=True)
for pdf in sorted(work.glob("*.pdf")):
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    found[pdf.stem] = next(line.count("国") for line in text.splitlines() if "国" in line)
    print(f"{pdf.stem}: {found[pdf.stem]} characters on a line")
assert found == {"grid": 14, "zero": 27, "defaults": 18, "own": 28}, found
PY
echo "as described"
