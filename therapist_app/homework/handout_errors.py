"""What can be wrong with a handout file, which a clinician may write or change by hand."""

from __future__ import annotations

from therapist_app.catalogue.errors import DataFileError


class HandoutError(DataFileError):
    """A handout file has a mistake; the sentence names file and line, the advice says what to write."""
