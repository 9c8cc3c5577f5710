"""Keep no copy of the page for each session.

For each session, Gradio 6.31 computes and keeps the configuration of every component and the component's last value,
such as the whole conversation. It reads these copies only for the links of ``gr.DeepLinkButton``, which this page does
not have. The copies came with ``gr.DeepLinkButton``; no upstream issue is known for their size.
"""

from typing import TYPE_CHECKING, Any

from gradio import state_holder

if TYPE_CHECKING:
    from gradio.blocks import Blocks

_GradioState = state_holder.SessionState


class LeanSessionState(_GradioState):
    """Gradio's state of a session without the configuration and the values of its components.

    Args:
        blocks: the page.
    """

    def __init__(self, blocks: "Blocks") -> None:
        # Only the components that an event has changed, such as the choices of a drop-down list, are read again.
        self.blocks_config = blocks.default_config.__copy__()
        self.config_values: dict[int, dict[str, Any]] = {}
        self.state_data: dict[int, Any] = {}
        self._state_ttl: dict[int, Any] = {}
        self.is_closed = False
        self.STATE_TTL_WHEN_CLOSED = 0

    def __setitem__(self, key: int, value: Any) -> None:
        """Remember a component that an event has changed."""
        self.blocks_config.blocks[key] = value

    def _update_config(self, key: int) -> None:
        """Do not copy the configuration of a component."""

    def _update_value_in_config(self, key: int, value: Any) -> None:
        """Do not copy the value of a component."""


def keep_no_session_values() -> None:
    """Replace Gradio's state of a session by :class:`LeanSessionState` for the whole process."""
    state_holder.SessionState = LeanSessionState  # type: ignore[misc]
