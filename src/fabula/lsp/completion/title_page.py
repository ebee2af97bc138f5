"""The title page of a script: its keys, and the words for a status."""

from __future__ import annotations

from typing import Final

from fabula.lsp.completion.offers import Offer, OfferKind
from fabula.lsp.completion.where import Spot
from fabula.universe.model import Status

__all__ = ["complete_title_key", "complete_title_value"]

KEYS: Final = (
    ("Title", "the episode's name"),
    ("Credit", "the line between title and author: Written by"),
    ("Author", "who wrote it"),
    ("Source", "what it is based on"),
    ("Draft date", "when this draft was finished"),
    ("Contact", "where the writer is to be found"),
    ("Show", "the name of the show"),
    ("Season", "the number of the season"),
    ("Episode", "the number of the episode"),
    ("Status", "how far it has come: idea, outline, draft, locked, shot, released"),
    ("Released", "the day it was first to be seen"),
    ("Revision", "the colour of the revision"),
    ("Copyright", ""),
    ("Notes", ""),
)
STATUSES: Final = {
    Status.IDEA: "a pitch or a concept",
    Status.OUTLINE: "a treatment or a beat sheet",
    Status.DRAFT: "being written",
    Status.LOCKED: "pages are locked, scenes keep their numbers",
    Status.SHOT: "it is on film",
    Status.RELEASED: "the audience has seen it",
}


def complete_title_key(spot: Spot) -> list[Offer]:
    """The keys that begin as has been typed."""
    return [
        Offer(key, f"{key}: ", spot.start, OfferKind.FIELD, doc, again=key == "Status")
        for key, doc in KEYS
        if key.lower().startswith(spot.typed.lower())
    ]


def complete_title_value(spot: Spot) -> list[Offer]:
    """The statuses, behind ``Status:``."""
    if spot.of.lower() != "status":
        return []
    return [
        Offer(str(status).capitalize(), str(status).capitalize(), spot.start, OfferKind.WORD, doc)
        for status, doc in STATUSES.items()
        if str(status).startswith(spot.typed.lower())
    ]
