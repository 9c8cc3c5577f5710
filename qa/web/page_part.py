"""A part of the page with its own components and events, such as a tab."""

from abc import ABC, abstractmethod

from qa.web.gradio_fixes.page_sessions import PageSessions
from qa.web.labels import Labels
from qa.web.service import Service


class PagePart(ABC):
    """A part of the page; it is made inside the layout, where its components appear.

    Args:
        service: the service behind the page.
        sessions: the sessions of the open pages.
        labels: collects the components with words on them.
    """

    def __init__(self, service: Service, sessions: PageSessions, labels: Labels) -> None:
        self._service = service
        self._sessions = sessions
        self._make_components(labels)

    @abstractmethod
    def _make_components(self, labels: Labels) -> None:
        """Make the components and connect their events."""
