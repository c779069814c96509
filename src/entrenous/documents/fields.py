"""The field of a form that takes one file: what is refused is said beside it."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from entrenous.documents.arriving import SealedUpload
from entrenous.documents.kinds import MAX_BYTES, Kind, Refusal

HELP: Final = (
    "30 Mo au plus. PDF, photo ou image (JPEG, PNG, HEIC, TIFF, WebP), texte (DOCX, ODT, RTF, "
    "texte simple), tableau (XLSX, ODS), courriel (EML). Pas de programme ni d’archive."
)
MISSING: Final = "Choisissez un fichier."
_OTHER_TYPE: Final = "Ce type de fichier n’est pas accepté. Enregistrez-le en PDF, ou en image."


class FileField(forms.Field):
    """One file, already sealed when it is read here. Its view needs `@receives_files`.

    The form of the page is sent with enctype="multipart/form-data". `clean` gives a SealedUpload.
    A script says at once, from the size and the end of the name, what would be refused anyway.
    """

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", HELP)
        super().__init__(**kwargs)
        accepted = ",".join([*(kind.suffix for kind in Kind), ".jpeg", ".tif", ".heif"])
        before = {
            "accept": accepted,
            "data-octets-max": str(MAX_BYTES),
            "data-trop-lourd": Refusal.TOO_LARGE.label,
            "data-autre-type": _OTHER_TYPE,
        }
        self.widget.attrs = {**before, **self.widget.attrs}

    def to_python(self, value: Any) -> SealedUpload | None:
        if value in self.empty_values:
            return None
        if not isinstance(value, SealedUpload):
            raise ValidationError(Refusal.NOT_KEPT.label, code=Refusal.NOT_KEPT.value)
        if value.refusal:
            raise ValidationError(value.refusal.label, code=value.refusal.value)
        return value
