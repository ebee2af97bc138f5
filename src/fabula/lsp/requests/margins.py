"""Requests for what editors show beside a script and between its lines: what rests on a scene, the day, the time."""

from __future__ import annotations

from typing import Final

from lsprotocol import types

from fabula.lsp.hints import list_hints
from fabula.lsp.homes import Role
from fabula.lsp.lenses import list_lenses, resolve_lens
from fabula.lsp.open_universe import Checked
from fabula.lsp.places import Places
from fabula.lsp.server import FabulaServer

__all__ = ["HANDLERS"]


async def code_lens(ls: FabulaServer, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """A line above each scene. What it says is asked for one by one, as scenes come into sight."""
    placed, uri = ls.placed(params.text_document.uri), params.text_document.uri
    if placed is None or placed.role is not Role.SCRIPT:
        return None

    def question(checked: Checked) -> list[types.CodeLens]:
        places = ls.places(placed.universe, checked)
        return [
            types.CodeLens(places.range(lens.span), data={"uri": uri, "scene": lens.scene})
            for lens in list_lenses(checked.canon, placed.name)
        ]

    return await ls.ask(placed, question)


async def resolve(ls: FabulaServer, params: types.CodeLens) -> types.CodeLens:
    """What the line above a scene says."""
    data = params.data if isinstance(params.data, dict) else {}
    placed = ls.placed(str(data.get("uri", "")))
    text: str | None = None
    if placed is not None:
        universe, scene = placed.universe, str(data.get("scene", ""))

        def question(checked: Checked) -> str:
            universe.wait_for_minds()
            return resolve_lens(checked.canon, scene)

        text = await ls.ask(placed, question)
    params.command = types.Command(text or "", "")
    return params


async def inlay_hint(ls: FabulaServer, params: types.InlayHintParams) -> list[types.InlayHint] | None:
    """The story day, the time since the scene before, and who is behind a cue."""
    placed = ls.placed(params.text_document.uri)
    if placed is None or placed.role is not Role.SCRIPT:
        return None

    def question(checked: Checked, places: Places, start: int) -> list[types.InlayHint] | None:
        end = places.checked_offset(placed.name, params.range.end)
        return [
            types.InlayHint(place, hint.label, tooltip=hint.tooltip or None, padding_left=True)
            for hint in list_hints(checked.canon, placed.name, start, end)
            if (place := places.position(placed.name, hint.offset)) is not None
        ]

    return await ls.ask_at(placed, params.range.start, question)


HANDLERS: Final = (
    (types.TEXT_DOCUMENT_CODE_LENS, None, code_lens),
    (types.CODE_LENS_RESOLVE, None, resolve),
    (types.TEXT_DOCUMENT_INLAY_HINT, None, inlay_hint),
)
