"""The files of a new universe: small, and clean from the first check on."""

from __future__ import annotations

__all__ = ["BARE", "SEED"]

_SETTINGS = """\
# How this universe is checked. The docs list all settings.
name = "{name}"
timezone = "UTC"

[rules]
# A rule's code or name, and how much it matters here: "off", "note", "warning" or "error".
# setup-without-payoff = "note"
"""

_SHOW = """\
---
name: {name}
role: mothership
---
What the show is about, in a few sentences.
"""

_PILOT = """\
Title: Pilot
Episode: S01E01
Status: draft

INT. LIGHTHOUSE - KITCHEN - NIGHT #1#

= Anna finds the letter.

[[canon: at 2024-03-01 21:00; Anna takes the letter; sets up the letter]]

Rain on the window. ANNA BERG turns an envelope over. It is addressed to somebody else.

ANNA
He never opened it.

EXT. HARBOUR - DAY #2#

= She gives it back.

[[canon: the next day; Anna gives the letter to Tom; pays off the letter]]

TOM HALE is mending a net. Anna holds out the envelope.

TOM
Where did you find that?

ANNA
Where you left it.
"""

BARE = {"fabula.toml": _SETTINGS}
"""Only the settings, for a folder that has scripts already."""

SEED = {
    **BARE,
    "bible/people/anna-berg.md": "---\nname: Anna Berg\ncues: [ANNA]\nborn: 1989\n---\nShe keeps the [[lighthouse]].\n",
    "bible/people/tom-hale.md": "---\nname: Tom Hale\ncues: [TOM]\n---\nHe does not speak to [[anna-berg|Anna]].\n",
    "bible/places/lighthouse.md": "---\nname: Lighthouse\n---\nWhite, and too far out.\n",
    "bible/places/harbour.md": "---\nname: Harbour\n---\nTwenty minutes from the [[lighthouse]] by boat.\n",
    "bible/things/letter.md": "---\nname: the letter\n---\nFrom [[tom-hale|Tom]], never opened.\n",
    "shows/{slug}/show.md": _SHOW,
    "shows/{slug}/s01/e01-pilot.fountain": _PILOT,
}
"""A universe of one episode. ``{name}`` and ``{slug}`` stand for its name and the folder of its show."""
