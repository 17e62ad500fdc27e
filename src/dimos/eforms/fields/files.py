"""The field for one or several files."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy, ngettext

from dimos.eforms.definition.fields import FileKind
from dimos.eforms.files.checking import CheckedFile, FileIsRefused, check_file


class SeveralFilesInput(forms.FileInput):
    """A file input from which several files may come."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """Every file sent under that name."""
        found = files.getlist(name) if hasattr(files, "getlist") else [files.get(name)]
        return [upload for upload in found if upload is not None]


class FilesField(forms.Field):
    """Cleans to a tuple of `CheckedFile`. `kept` is the number of files sent earlier that stay."""

    widget = SeveralFilesInput
    default_error_messages = {"required": gettext_lazy("Choose a file.")}

    def __init__(
        self, *, accept: tuple[FileKind, ...], most: int, max_megabytes: int, kept: int = 0, **options: Any
    ) -> None:
        super().__init__(**options)
        self.accept = accept
        self.most = most
        self.max_megabytes = max_megabytes
        self.kept = kept

    def clean(self, value: Any) -> tuple[CheckedFile, ...]:
        """The files, each checked. Raises ValidationError with one message per refused file."""
        uploads = value if isinstance(value, list | tuple) else []
        uploads = [upload for upload in uploads if hasattr(upload, "read")]
        if not uploads and self.required and not self.kept:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(uploads) + self.kept > self.most:
            message = ngettext("Only %(most)d file can be sent.", "At most %(most)d files can be sent.", self.most)
            raise ValidationError(message % {"most": self.most}, code="too_many")
        checked, refusals = [], []
        for upload in uploads:
            try:
                checked.append(check_file(upload=upload, accept=self.accept, max_megabytes=self.max_megabytes))
            except FileIsRefused as refusal:
                refusals.append(ValidationError(str(refusal), code="refused"))
        if refusals:
            raise ValidationError(refusals)
        return tuple(checked)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether files came along."""
        return bool(data)
