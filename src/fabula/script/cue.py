"""Cues: who speaks, and from where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fabula.script.fountain_notes import strip_notes

__all__ = ["Cue", "read_cue"]


@dataclass(frozen=True, slots=True)
class Cue:
    """The name above a speech, taken apart.

    ``name`` is the whole name without extensions ("MASON & NADIA"); ``names`` the single ones that it joins ("MASON",
    "NADIA"), one or more. ``extensions`` are in their usual spelling ("V.O.", "O.S.", "O.C.", "CONT'D", "PRE-LAP",
    "INTO PHONE", "ON PHONE", "FILTERED", "SUBTITLED"), others as written. ``voice`` says how the speaker is there:
    "room", "off" (near, out of the picture), "over" (nowhere), "phone" (at the other end of a line).
    """

    name: str
    names: tuple[str, ...]
    extensions: tuple[str, ...]
    voice: str


# The innermost parentheses first; what is left unclosed stays a part of the name.
_EXTENSION = re.compile(r"\(([^()]*)\)")
# "E" and "Y" are as often an initial as an "and", so they join nothing.
_JOINT = re.compile(r"\s*[&/+]\s*|\s+(?:and|et|und)\s+", re.IGNORECASE)
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("‘’‛ʼ`´＇′", "'"))
_SPACE = re.compile(r"\s+")

# Spellings without dots, spaces, apostrophes and hyphens, and what is meant. The first that fits counts.
_USUAL: Final = {
    "VO": "V.O.",
    "VOICEOVER": "V.O.",
    "VOICE": "V.O.",
    "OS": "O.S.",
    "OFFSCREEN": "O.S.",
    "OFF": "O.S.",
    "OC": "O.C.",
    "OFFCAMERA": "O.C.",
    "CONTD": "CONT'D",
    "CONT": "CONT'D",
    "CONTINUED": "CONT'D",
    "CONTINUING": "CONT'D",
    "PRELAP": "PRE-LAP",
    "INTOPHONE": "INTO PHONE",
    "INPHONE": "INTO PHONE",
    "TOPHONE": "INTO PHONE",
    "ONPHONE": "ON PHONE",
    "ONTHEPHONE": "ON PHONE",
    "OVERPHONE": "ON PHONE",
    "OVERTHEPHONE": "ON PHONE",
    "BYPHONE": "ON PHONE",
    "PHONE": "ON PHONE",
    "VIAPHONE": "ON PHONE",
    "THROUGHPHONE": "ON PHONE",
    "FILTERED": "FILTERED",
    "FILTER": "FILTERED",
    "SUBTITLED": "SUBTITLED",
    "SUBTITLE": "SUBTITLED",
    "SUBTITLES": "SUBTITLED",
    "MORE": "MORE",
    # Italian, French, German and Spanish rooms write these.
    "FC": "O.S.",  # fuori campo
    "VFC": "O.S.",
    "HORSCHAMP": "O.S.",
    "VOIXOFF": "V.O.",
    "FUERADECAMPO": "O.S.",
    "ALTELEFONO": "ON PHONE",
    "AUTELEPHONE": "ON PHONE",
    "AUTÉLÉPHONE": "ON PHONE",
    "AMTELEFON": "ON PHONE",
    "ALTELÉFONO": "ON PHONE",
}
_LOUDSPEAKER = re.compile(
    r"\b(?:(?:on|over|through|via|from|by)\s+(?:the\s+|a\s+|his\s+|her\s+|their\s+)?"
    r"(?:speaker\s*phone|cell\s*phone|phone|telephone|radio|walkie|intercom|comms?|comlink|earpiece|speaker|headset|"
    r"video|screen|monitor|laptop|tv|television|line|tape|recording|voicemail|answering\s+machine)|"
    r"recorded|voice\s*mail|telephone|comms)\b"
    r"|^(?:tv|television|radio|intercom|video(?:\s+call)?|hologram|speakers?|tape|loudspeaker)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 16)
def read_cue(text: str) -> Cue:
    """The parts of a cue's text. Never fails: what is not understood is part of the name."""
    text = strip_notes(text).strip().removeprefix("@").removesuffix("^")
    written = [_SPACE.sub(" ", inner).strip() for inner in _EXTENSION.findall(text)]
    # Emphasis around a name is no part of it.
    name = _SPACE.sub(" ", _EXTENSION.sub(" ", text) if written else text).strip(" ^:*_")
    extensions: list[str] = []
    for one in written:
        for part in _split(one):
            usual = _normalise(part)
            if usual and usual not in extensions:
                extensions.append(usual)
    return Cue(name, _names(name), tuple(extensions), _voice(extensions))


def _split(extension: str) -> list[str]:
    """ "V.O./CONT'D" holds two extensions, "on the radio, tired" one that is nobody's standard."""
    parts = [part.strip() for part in re.split(r"[/,;]|\s+-+\s+", extension)]
    return parts if all(_bare(part) in _USUAL for part in parts) else [extension]


def _bare(extension: str) -> str:
    return re.sub(r"[\s.'\-\u2010\u2011\u2013]", "", extension.translate(_APOSTROPHES)).upper()


def _normalise(extension: str) -> str:
    return _USUAL.get(_bare(extension), extension)


def _voice(extensions: list[str]) -> str:
    if "ON PHONE" in extensions or "FILTERED" in extensions:
        return "phone"
    if any(_LOUDSPEAKER.search(extension) for extension in extensions if extension not in _USUAL.values()):
        return "phone"
    if "V.O." in extensions or "PRE-LAP" in extensions:
        return "over"
    if "O.S." in extensions or "O.C." in extensions:
        return "off"
    return "room"


def _names(name: str) -> tuple[str, ...]:
    parts = [part.strip() for part in _JOINT.split(name)]
    if len(parts) > 1:  # a comma alone joins nothing: "HENRY, PRINCE OF WALES"
        parts = [part.strip() for joined in parts for part in joined.split(",") if part.strip()]
    if len(parts) < 2 or not all(any(c.isalpha() for c in part) for part in parts):
        return (name,)
    return tuple(dict.fromkeys(parts))
