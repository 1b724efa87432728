"""Compiles messages.po to messages.mo at start-up when the latter is older."""

import logging
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

TRANSLATIONS_FOLDER = Path(__file__).parents[1] / "translations"
LOG = logging.getLogger(__name__)


def compile_catalogues(folder: Path = TRANSLATIONS_FOLDER) -> None:
    """Write messages.mo beside every messages.po that is newer; where that is not allowed, warn and go on."""
    for source in folder.glob("*/LC_MESSAGES/messages.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        try:
            _compile_catalogue(source, target)
        except OSError as error:
            LOG.warning("%s could not be written, so its language may be missing: %s", target, error)


def _compile_catalogue(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3])
    # Several processes may start at once: each writes a file of its own and puts it in place as a whole.
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".mo", delete=False) as compiled:
        write_mo(compiled, catalogue)
    written = Path(compiled.name)
    written.chmod(0o644)
    written.replace(target)
