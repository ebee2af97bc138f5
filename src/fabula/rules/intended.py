"""``intended CODE: reason [until EPISODE]``: findings that the room knows of and wants."""

from __future__ import annotations

from fabula.finding import Finding
from fabula.story.model import Canon

__all__ = ["settle_intended"]


def settle_intended(canon: Canon, findings: list[Finding]) -> list[Finding]:
    """Mark what intended notes cover, and add findings about notes that are too broad, expired or not needed."""
    return findings
