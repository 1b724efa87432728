"""Forms in which papers are laid to an item of the agenda or to a proposal."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import Field
from wtforms.validators import ValidationError

from partner_hub.core.forms import FILL_IN, Form, line_field
from partner_hub.core.kept_files import PAPER_ENDINGS, KeptFile, read_kept_file
from partner_hub.core.photographs import read_photograph

MAX_PAPER_MEGABYTES = 15
ACCEPTED_FILES = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"


class RevisionForm(Form):
    """`paper` is the chosen file as it may be kept: pictures without what a telephone writes into them."""

    file = FileField(_l("File"), render_kw={"accept": ACCEPTED_FILES, "required": True})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper: KeptFile | None = None

    def validate_file(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(str(FILL_IN))
        data = field.data.read(MAX_PAPER_MEGABYTES * 1024 * 1024 + 1)
        field.data.close()
        if len(data) > MAX_PAPER_MEGABYTES * 1024 * 1024:
            raise ValidationError(_("larger than %(number)s MB.", number=MAX_PAPER_MEGABYTES))
        self.paper = read_kept_file(field.data.filename or "", data, PAPER_ENDINGS)
        if self.paper is None:
            raise ValidationError(_("Only PDF, Word (.docx), Excel (.xlsx), JPEG and PNG are taken, without macros."))
        if self.paper.mime.startswith("image/"):
            self.paper = _picture_without_metadata(self.paper)

    @property
    def kept_file(self) -> KeptFile:
        """Asked for after the form was found valid."""
        if self.paper is None:
            raise ValueError("the form is not valid")
        return self.paper


class AttachmentForm(RevisionForm):
    title = line_field(_l("What it is"), 120)


def _picture_without_metadata(paper: KeptFile) -> KeptFile:
    """Raises ValidationError for what only begins like a picture."""
    try:
        picture = read_photograph(paper.data).picture
    except ValueError as fault:
        raise ValidationError(_("%(file)s: %(fault)s", file=paper.name[-60:], fault=fault)) from fault
    return KeptFile(f"{paper.name.rpartition('.')[0]}.jpg", "image/jpeg", picture)
