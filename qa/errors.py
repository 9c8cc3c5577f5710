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

The text of an error is one Chinese sentence that names the file or the setting and says what to do. The command line
prints it on stderr and exits with status 2; the browser shows it in the chat. Errors that the browser can show carry a
:class:`qa.messages.Message`, which the English page translates. An exception of another library is converted to one of
these where it arises.
"""


class QaError(Exception):
    """Base class of all errors that a user can cause and correct."""


class ReadingError(QaError):
    """A file cannot be read as a document: it is missing, empty, not text, or in an unsupported format."""


class QuestionError(QaError):
    """A question cannot be answered as given, for example because it is blank or too long."""


class BusyError(QuestionError):
    """Too many questions wait for an answer; the same question may be asked again in some seconds."""


class QuestionSetError(QaError):
    """A file of questions is missing or malformed; the text names the line."""


class SettingsError(QaError):
    """A setting has an invalid value."""


class LibraryError(QaError):
    """A library cannot be opened, read or written, or lacks the requested document."""


class ModelMismatchError(LibraryError):
    """The library was embedded with a different model than the settings name; the text names both models."""


class LibraryLockedError(LibraryError):
    """Another process is writing to the library and did not finish in time."""
