"""What listening tells a user when it cannot do what was asked."""

from __future__ import annotations

__all__ = ["ListeningError"]


class ListeningError(Exception):
    """A reason to stop, in words for the user: what is the matter, and what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(message)
