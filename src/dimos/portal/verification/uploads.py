"""Takes no more of an upload than will be examined; the rest is read off the line and forgotten."""

from typing import Any, Final

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

LARGEST_FILE: Final = 10 * 1024 * 1024


class CappedUpload(FileUploadHandler):
    """First in the row of handlers: drops a file that grows past the limit, and remembers that it did.

    The connection stays open, so that the person reads a page about it instead of a broken connection.
    """

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.received = 0
        self.is_too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass the bytes on while they are few enough."""
        self.received += len(raw_data)
        if self.received > LARGEST_FILE:
            self.is_too_large = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """Leave the file to the handlers that follow."""
        return None
