"""Which universe a document belongs to: one, one of several, none, one that comes or goes while it is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor, editing
from tests.lsp.folders import GRACE, LATER, lay, small_universe

pytestmark = pytest.mark.asyncio(loop_scope="session")
SPEAKS = "\nGRACE\nIt is only me.\n"
FIRST = "shows/coast/s01/e01.fountain"
SECOND = "shows/coast/s01/e02.fountain"
ALONE = f"{GRACE}\nINT. PIER - LATER\n{SPEAKS}"


async def hover(editor: Editor, uri: str, words: str) -> str:
    params = types.HoverParams(editor.document(uri), editor.at(uri, words, inside=1))
    found: Any = await editor.client.text_document_hover_async(params)
    return found.contents.value if found else ""


async def completed(editor: Editor, uri: str, offset: int) -> list[str]:
    params = types.CompletionParams(editor.document(uri), editor.position(uri, offset))
    found: Any = await editor.client.text_document_completion_async(params)
    return [item.label for item in found.items]


async def test_a_text_without_a_file_is_a_universe_of_its_own(desk: Editor) -> None:
    async with desk.visiting() as editor:
        uri = editor.open("untitled:Untitled-1", ALONE)
        await editor.until(lambda: editor.codes(uri) == ["W101"])
        assert "Grace" in await hover(editor, uri, "GRACE\nIt")
        editor.type(uri, "\nINT. PIER - LATER\n\nGR", len(ALONE))
        assert (await completed(editor, uri, len(editor.texts[uri])))[0] == "GRACE"
        other = editor.open("untitled:Untitled-2", "")
        assert "INT." in await completed(editor, other, 0)
        assert "Title" in await completed(editor, other, 0)
        editor.change(uri, types.TextDocumentContentChangeWholeDocument(""))
        await editor.until(lambda: not editor.codes(uri))


async def test_a_script_outside_any_universe_is_read_alone(desk: Editor, tmp_path: Path) -> None:
    root = lay(tmp_path, {"a.fountain": ALONE, "b.fountain": "INT. SHED - DAY\n\nGRACE (V.O.)\nBoo.\n", "c.txt": ALONE})
    async with desk.visiting() as editor:
        uri = editor.open(root / "a.fountain")
        await editor.until(lambda: editor.codes(uri) == ["W101"])
        assert editor.all_codes().keys() == {"a.fountain"}
        text = editor.open(root / "c.txt")
        await editor.until(lambda: editor.codes(text) == ["W101"])
        editor.close(uri)
        await editor.until(lambda: not editor.codes(uri))
        assert editor.codes(text)
        prose = editor.open(root / "README.md", "INT. NOT A SCRIPT\n", language="markdown")
        symbols = await editor.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(editor.document(prose))
        )
        assert symbols is None


async def test_several_universes_are_kept_apart(desk: Editor, tmp_path: Path) -> None:
    one, other = small_universe(tmp_path / "one"), small_universe(tmp_path / "other")
    (one / "shows/coast/s01/e01.fountain").write_text("INT. CHAPEL - DAY\n\nGRACE\nHello.\n", encoding="utf-8")
    async with desk.visiting(one, other) as editor:
        uris = [editor.open(root / SECOND) for root in (one, other)]
        for uri in uris:
            editor.type(uri, SPEAKS, len(LATER))
        await editor.until(lambda: editor.codes(uris[1]) == ["W101"])
        await editor.settled()
        assert editor.codes(uris[0]) == []
        found = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams("Grace Hale"))
        assert len([symbol for symbol in found or () if symbol.name == "Grace Hale"]) == 2


async def test_a_universe_below_the_open_folder_is_found_by_its_documents(desk: Editor, tmp_path: Path) -> None:
    small_universe(tmp_path / "repository" / "stories")
    root = tmp_path / "repository" / "stories"
    (root / SECOND).write_text(LATER + SPEAKS, encoding="utf-8")
    async with desk.visiting(tmp_path / "repository") as editor:
        entry = editor.open(root / "bible/people/grace.md", language="markdown")
        await editor.until(lambda: editor.codes((root / SECOND).as_uri()) == ["W101"])
        assert "Grace Hale" in await hover(editor, entry, "Grace Hale")
        editor.close(entry)
        script = editor.open(root / SECOND)
        await editor.settled()
        assert editor.codes(script) == ["W101"]  # it stays open with its folder


async def test_a_document_of_a_version_is_checked_with_that_version(desk: Editor, tmp_path: Path) -> None:
    root = small_universe(tmp_path)
    spared = GRACE.replace("\n[[canon: Grace dies]]\n", "")
    lay(root, {"versions/spared/version.md": "---\nname: Spared\n---\n", f"versions/spared/{FIRST}": spared})
    speaks = LATER + SPEAKS
    lay(root, {SECOND: speaks, f"versions/spared/{SECOND}": speaks})
    async with desk.visiting(root) as editor:
        await editor.until(lambda: editor.codes((root / SECOND).as_uri()) == ["W101"])
        uri = editor.open(root / "versions/spared" / SECOND)
        other = editor.open(root / "versions/spared" / FIRST)
        await editor.settled()
        assert editor.codes(uri) == []
        assert editor.codes((root / SECOND).as_uri()) == ["W101"]
        editor.type(other, "\n[[canon: Grace dies]]\n", len(spared))
        await editor.until(lambda: editor.codes(uri) == ["W101"])
        (related,) = editor.shown(uri)[0].related_information or ()
        assert related.location.uri == other
        assert "Grace Hale" in await hover(editor, uri, "GRACE\nIt")
        editor.close(other)
        await editor.until(lambda: editor.codes(uri) == [])
        assert editor.codes((root / SECOND).as_uri()) == ["W101"]


async def test_a_script_that_was_never_saved_belongs_to_its_universe(desk: Editor, tmp_path: Path) -> None:
    root = small_universe(tmp_path)
    async with desk.visiting(root) as editor:
        uri = editor.open(root / "shows/coast/s01/e03.fountain", LATER.replace("01-02", "01-03") + SPEAKS)
        await editor.until(lambda: editor.codes(uri) == ["W101"])
        editor.close(uri)
        await editor.until(lambda: not editor.codes(uri))


async def test_a_universe_may_have_no_script_but_the_one_in_the_editor(desk: Editor, tmp_path: Path) -> None:
    root = lay(tmp_path, {"fabula.toml": 'name = "New"\n', "shows/coast/show.md": "---\nname: Coast\n---\n"})
    async with desk.visiting(root) as editor:
        await editor.until(lambda: any("there are no scripts" in line for line in editor.log()))
        uri = editor.open(root / "shows/coast/s01/e01.fountain", ALONE)
        await editor.until(lambda: editor.codes(uri) == ["W101"])
        editor.close(uri)
        await editor.until(lambda: not editor.codes(uri))


async def test_a_folder_becomes_a_universe_when_it_says_so(desk: Editor, tmp_path: Path) -> None:
    root = small_universe(tmp_path)
    (root / SECOND).write_text(LATER + SPEAKS, encoding="utf-8")
    for folder in ("bible", "shows"):
        (root / folder).rename(root / f"my-{folder}")
    (root / "fabula.toml").unlink()
    async with desk.visiting(root) as editor:
        uri = editor.open(root / "my-shows/coast/s01/e02.fountain")
        await editor.settled()
        assert editor.codes(uri) == []
        (root / "fabula.toml").write_text("", encoding="utf-8")
        editor.changed_on_disk(root / "fabula.toml")
        await editor.until(lambda: editor.codes(uri) == ["W101"])
        (root / "fabula.toml").unlink()
        editor.changed_on_disk(root / "fabula.toml")
        await editor.until(lambda: not editor.codes(uri))


async def test_when_nothing_can_be_read_any_more_what_was_found_stands(desk: Editor, tmp_path: Path) -> None:
    root = small_universe(tmp_path)
    (root / SECOND).write_text(LATER + SPEAKS, encoding="utf-8")
    async with desk.visiting(root) as editor:
        entry = editor.open(root / "bible/people/grace.md", language="markdown")
        uri = (root / SECOND).as_uri()
        await editor.until(lambda: editor.codes(uri) == ["W101"])
        scripts = [root / "shows/coast/s01" / name for name in ("e01.fountain", "e02.fountain")]
        texts = [path.read_bytes() for path in scripts]
        for path in scripts:
            path.unlink()
        editor.changed_on_disk(*scripts)
        await editor.until(lambda: any("there are no scripts" in line for line in editor.log()))
        assert editor.codes(uri) == ["W101"]
        assert "Grace Hale" in await hover(editor, entry, "Grace Hale")
        for path, text in zip(scripts, texts, strict=True):
            path.write_bytes(text.replace(b"GRACE\nIt", b"JONAH\nIt"))
        editor.changed_on_disk(*scripts)
        await editor.until(lambda: not editor.codes(uri))


async def test_a_large_universe_shows_how_far_it_is_and_can_be_called_off(tmp_path: Path) -> None:
    root = small_universe(tmp_path)
    scene = "INT. HALL - DAY\n\nJONAH\nWho is there?\n\nShe waits.\n\n" * 40
    lay(root, {f"shows/coast/s02/e{number:03}.fountain": scene for number in range(60)})
    lay(root, {"shows/coast/s01/e02.fountain": LATER + SPEAKS})
    uri = (root / SECOND).as_uri()
    async with editing() as editor:
        client = editor.client
        begun = client.progress_reports
        create = client.protocol.fm.features[types.WINDOW_WORK_DONE_PROGRESS_CREATE]
        called_off: list[bool] = []

        def call_off(params: types.WorkDoneProgressCreateParams) -> Any:
            answer = create(params)
            if not called_off:
                called_off.append(True)
                client.window_work_done_progress_cancel(types.WorkDoneProgressCancelParams(params.token))
            return answer

        client.protocol.fm.features[types.WINDOW_WORK_DONE_PROGRESS_CREATE] = call_off
        async with editor.visiting(root):
            await editor.until(lambda: any("called off" in line for line in editor.log()))
            assert editor.all_codes() == {}
            document = editor.open(root / "shows/coast/s01/e01.fountain")
            await editor.until(lambda: editor.codes(uri) == ["W101"])

            def ends() -> list[Any]:
                return [type(reports[-1]) for reports in begun.values() if reports]

            # Findings are sent before the progress is ended; an opening that is quick shows none.
            await editor.until(lambda: set(ends()) == {types.WorkDoneProgressEnd})
            titles = [one.title for reports in begun.values() for one in reports if hasattr(one, "title")]
            assert titles == [f"Opening {root.name}"] * len(titles)
            assert titles
            assert "Grace" in await hover(editor, document, "GRACE\nI ")
