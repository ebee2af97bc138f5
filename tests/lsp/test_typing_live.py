"""What the server holds is what the editor shows: edits of every kind, in order or not, in every encoding."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from fabula.lsp.positions import Encoding
from tests.lsp.editor import Editor, editing
from tests.lsp.folders import LATER, lay, small_universe

pytestmark = pytest.mark.asyncio(loop_scope="session")
SECOND = "shows/coast/s01/e02.fountain"
PIECES = [
    "a",
    "B",
    "\n",
    "\r\n",
    "\r",
    "🎬",
    "é",
    "\u2028",
    "\x0c",
    "INT. A - DAY\n\n",
    "NADIA\nHello.\n\n",
    "[[n",
    "]]",
]


async def held(editor: Editor, uri: str) -> str:
    """What the server takes a document to be."""
    params = types.ExecuteCommandParams("fabula.text", [uri])
    answer: Any = await editor.client.workspace_execute_command_async(params)
    return str(getattr(answer, "text", None) or answer["text"])


async def type_at_random(editor: Editor, uri: str, edits: int, seed: int) -> None:
    """Edits anywhere in a document, some of several stretches, with questions in between."""
    rng = random.Random(seed)
    for number in range(edits):
        text = editor.texts[uri]
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.choice((0, 0, 0, 1, 3, 20)))
        new = "".join(rng.choices(PIECES, k=rng.choice((0, 1, 1, 2))))
        # No editor can point between \r and \n.
        start, end = (at - (text[at - 1 : at + 1] == "\r\n") for at in (start, end))
        editor.type(uri, new, start, end)
        if number % 10 == 0:
            await editor.client.text_document_completion_async(
                types.CompletionParams(editor.document(uri), editor.position(uri, start))
            )


async def test_random_edits_leave_the_same_text_on_both_sides(desk: Editor, tmp_path: Path) -> None:
    root = small_universe(tmp_path)
    async with desk.visiting(root) as editor:
        assert editor.encoding is Encoding.UTF16
        uri = editor.open(root / SECOND)
        await type_at_random(editor, uri, 150, seed=4)
        assert await held(editor, uri) == editor.texts[uri]


async def test_another_encoding_is_spoken_if_the_editor_asks(tmp_path: Path) -> None:
    root = small_universe(tmp_path)
    text = LATER.replace("Who is there?", "🎬 Qui est là ? GRACE") + "\n🎬 Élodie takes GARCE.\n\nGARCE\nSì.\n"
    async with editing(root, encodings=["utf-8", "utf-16"]) as editor:
        assert editor.encoding is Encoding.UTF8
        uri = editor.open(root / SECOND, text)
        await editor.until(lambda: editor.codes(uri) == ["L101"])
        assert editor.text_at(uri, editor.shown(uri)[0].range) == "GARCE"
        await type_at_random(editor, uri, 40, seed=9)
        assert await held(editor, uri) == editor.texts[uri]


async def test_edits_out_of_order_are_left_and_told(desk: Editor, tmp_path: Path) -> None:
    root = small_universe(tmp_path)
    async with desk.visiting(root) as editor:
        uri = editor.open(root / SECOND)
        editor.type(uri, "= One.\n\n", 0)
        good = editor.texts[uri]
        start = types.Position(0, 0)
        late = types.TextDocumentContentChangePartial(types.Range(start, start), "= Too late.\n\n")
        editor.change(uri, late, version=1)
        editor.change(uri, late, version=2)
        await editor.until(lambda: sum("was not taken: version" in line for line in editor.log()) == 2)
        assert await held(editor, uri) == good
        editor.change(uri, types.TextDocumentContentChangeWholeDocument("All new.\n"), version=30)
        assert await held(editor, uri) == "All new.\n"


async def test_edits_to_what_is_not_open_are_left_and_told(desk: Editor, tmp_path: Path) -> None:
    root = small_universe(tmp_path)
    async with desk.visiting(root) as editor:
        uri = editor.open(root / SECOND)
        editor.close(uri)
        editor.change(uri, types.TextDocumentContentChangeWholeDocument("x"), version=9)
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document(uri)))
        await editor.until(lambda: any("it is not open" in line for line in editor.log()))
        await editor.until(lambda: any("was not open" in line for line in editor.log()))


async def test_edits_outside_the_document_are_clamped(desk: Editor, tmp_path: Path) -> None:
    root = lay(tmp_path, {"a.fountain": "ab\r\ncd"})
    async with desk.visiting() as editor:
        uri = editor.open(root / "a.fountain")
        far = types.Range(types.Position(40, 7), types.Position(50, 0))
        wrong = types.Range(types.Position(0, 90), types.Position(0, 1))
        partial = types.TextDocumentContentChangePartial
        editor.change(uri, partial(far, "!"), partial(wrong, "-"))
        assert await held(editor, uri) == "a-\r\ncd!"


async def test_fifty_thousand_lines_are_typed_into_like_ten(desk: Editor, tmp_path: Path) -> None:
    scene = "INT. HALL {n} - DAY\n\nShe waits.\n\nNADIA\nNot here. 🎬\n\nBERNARD\nThen where?\n\n"
    text = "".join(scene.format(n=number) for number in range(5_000))
    assert text.count("\n") == 50_000
    path = tmp_path / "long.fountain"
    path.write_text(text, encoding="utf-8")
    async with desk.visiting() as editor:
        uri = editor.open(path)
        document = editor.document(uri)
        for number in range(20):
            editor.type(uri, "NAD"[number % 3], text.index("HALL 2500 ") + 30)
            place = editor.at(uri, "INT. HALL 4999", inside=5)
            answer = await editor.client.text_document_completion_async(types.CompletionParams(document, place))
            assert isinstance(answer, types.CompletionList)
        assert await held(editor, uri) == editor.texts[uri]
        symbols = await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert symbols is not None
        assert len(symbols) == 5_000
        last = symbols[-1]
        assert isinstance(last, types.DocumentSymbol)
        assert editor.text_at(uri, last.selection_range) == "INT. HALL 4999 - DAY"
        colours = await editor.client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
        assert colours is not None
        assert len(colours.data) == 5 * 5 * 5_000
