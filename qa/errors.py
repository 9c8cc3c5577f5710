"""What can go wrong, as the person who asked sees it.

Every error that a user's input can cause is a :class:`QaError`. Its text is one Chinese sentence that names the file or
the setting and says what to do; the command line prints it on stderr with exit status 2, the browser shows it in the
chat. Where the browser can show it, it is a :class:`qa.messages.Message`, so that the English page says it in English.
Errors of other libraries are turned into these where they arise.
"""


class QaError(Exception):
    """Base of all errors that a user can cause and mend."""


class ReadingError(QaError):
    """A file cannot be read as a document: missing, empty, not text, or of a format that is not supported."""


class QuestionError(QaError):
    """A question cannot be answered as it stands: it is blank or too long."""


class QuestionSetError(QaError):
    """A file of questions is missing or malformed; the text names the line."""


class SettingsError(QaError):
    """A setting has a value that cannot be used."""


class LibraryError(QaError):
    """A library cannot be opened, or does not hold what was asked for."""


class ModelMismatchError(LibraryError):
    """The library was embedded with another model than the one in the settings; the text names both."""


class LibraryLockedError(LibraryError):
    """Another process is changing the library and did not finish in time."""
