"""What is raised where there is no universe to read."""

from __future__ import annotations

__all__ = ["UnreadableUniverse"]


class UnreadableUniverse(Exception):  # noqa: N818 - it says what is so, as the messages do
    """There is nothing to read. ``remedy`` says what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
