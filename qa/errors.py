"""The errors that a user can cause and correct.

::

    QaError
    ├── ReadingError
    ├── QuestionError
    │   └── BusyError
    ├── QuestionSetError
    ├── SettingsError
    └── LibraryError
        ├── ModelMismatchError
        └── LibraryLockedError

The text of an error is Chinese; it names the file or the setting and says what to do. The command line prints it on
stderr and exits with status 2; the browser shows it on the page. Errors that the browser can show carry a
:class:`qa.messages.Message`, which the English page translates. An exception of another Python package is converted to
one of these where it arises.
"""


class QaError(Exception):
    """Base class of all errors that a user can cause and correct."""


class ReadingError(QaError):
    """A file cannot be read as a document: it is missing, empty, damaged, too large or in an unsupported format."""


class QuestionError(QaError):
    """A question cannot be answered as given, for example because it is blank or too long."""


class BusyError(QuestionError):
    """Too many questions or other tasks are waiting; the text says after what time the request may be repeated."""


class QuestionSetError(QaError):
    """A file for an evaluation is missing or malformed, or two evaluations have no question in common.

    The text names the file that is missing or malformed and, if a single line is malformed, the line.
    """


class SettingsError(QaError):
    """A setting has an invalid value, or a file, model or address that it names cannot be used."""


class LibraryError(QaError):
    """A library cannot be opened, read or written, or lacks the requested document."""


class ModelMismatchError(LibraryError):
    """The library was embedded with another model than the program uses; the text names both models."""


class LibraryLockedError(LibraryError):
    """Another process is writing to the library and did not finish in time."""
