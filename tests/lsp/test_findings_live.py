"""Findings in the editor: where they stand, what they say, how they come and go while somebody types."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor, editing
from tests.lsp.folders import LATER, lay, small_universe

pytestmark = pytest.mark.asyncio(loop_scope="session")
SECOND = "shows/coast/s01/e02.fountain"
FIRST = "shows/coast/s01/e01.fountain"
SPEAKS = "\nGRACE\nIt is only me.\n"


async def test_a_finding_comes_with_the_edit_that_causes_it_and_goes_with_it(tmp_path: Path, desk: Editor) -> None:
    root = small_universe(tmp_path)
    async with desk.visiting(root) as editor:
        uri = editor.open(root / SECOND)
        await editor.settled()
        assert editor.all_codes() == {}
        editor.type(uri, SPEAKS, len(LATER))
        await editor.until(lambda: editor.codes(uri) == ["W101"])
        (dead,) = editor.shown(uri)
        assert editor.text_at(uri, dead.range) == "GRACE"
        assert dead.severity is types.DiagnosticSeverity.Error
        assert dead.source == "fabula"
        assert dead.message.startswith("Grace Hale speaks here, but died in coast S01E01/1 (certain)\nhelp: ")
        assert dead.code_description is not None
        assert dead.code_description.href.endswith("rules.md#w101-dead-acts")
        (other,) = dead.related_information or ()
        assert other.location.uri == (root / FIRST).as_uri()
        assert other.location.range.start.line == 7
        # Lines above it move it, at once and after the check.
        editor.type(uri, "= A harbour.\n\n", 0)
        await editor.settled()
        (dead,) = editor.shown(uri)
        assert editor.text_at(uri, dead.range) == "GRACE"
        editor.replace(uri, SPEAKS, "")
        await editor.until(lambda: not editor.codes(uri))


async def test_files_that_are_not_open_show_their_findings_too(tmp_path: Path, desk: Editor) -> None:
    root = small_universe(tmp_path)
    (root / SECOND).write_text(LATER + SPEAKS, encoding="utf-8")
    closed = (root / SECOND).as_uri()
    async with desk.visiting(root) as editor:
        await editor.until(lambda: editor.codes(closed) == ["W101"])
        uri = editor.open(root / FIRST)
        editor.replace(uri, "Grace dies", "Jonah dies")
        await editor.until(lambda: editor.codes(closed) == ["W101"] and "Jonah" in editor.shown(closed)[0].message)
        editor.replace(uri, "[[canon: Jonah dies]]", "")
        await editor.until(lambda: not editor.codes(closed))


async def test_closing_without_saving_goes_back_to_the_file(tmp_path: Path, desk: Editor) -> None:
    root = small_universe(tmp_path)
    async with desk.visiting(root) as editor:
        uri = editor.open(root / SECOND)
        editor.type(uri, SPEAKS, len(LATER))
        await editor.until(lambda: editor.codes(uri) == ["W101"])
        editor.close(uri)
        await editor.until(lambda: not editor.codes(uri))


async def test_what_others_save_counts_unless_it_is_open(tmp_path: Path, desk: Editor) -> None:
    root = small_universe(tmp_path)
    async with desk.visiting(root) as editor:
        uri = (root / SECOND).as_uri()
        await editor.until(lambda: editor.registered)
        assert editor.registered[0].method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        other = editor.open(root / FIRST)
        await editor.settled()
        (root / SECOND).write_text(LATER + SPEAKS, encoding="utf-8")
        editor.changed_on_disk(root / SECOND)
        await editor.until(lambda: editor.codes(uri) == ["W101"])
        # In the editor stands something else than on the disk: what stands in the editor counts.
        (root / FIRST).write_text("INT. CHAPEL - DAY\n\nNobody dies.\n", encoding="utf-8")
        editor.changed_on_disk(root / FIRST)
        editor.type(other, "\n", len(editor.texts[other]))
        await editor.settled()
        assert editor.codes(uri) == ["W101"]
        editor.close(other)
        await editor.until(lambda: not editor.codes(uri))


async def test_files_come_and_go_on_the_disk(tmp_path: Path, desk: Editor) -> None:
    root = small_universe(tmp_path)
    third = root / "shows/coast/s01/e03.fountain"
    async with desk.visiting(root) as editor:
        uri = editor.open(root / FIRST)
        await editor.settled()
        third.write_text(LATER.replace("JONAH", "GRACE").replace("01-02", "01-03"), encoding="utf-8")
        editor.changed_on_disk(third)
        await editor.until(lambda: editor.codes(third.as_uri()) == ["W101"])
        third.unlink()
        editor.changed_on_disk(third)
        await editor.until(lambda: not editor.codes(third.as_uri()))
        assert editor.codes(uri) == []


async def test_an_intended_finding_is_not_shown_and_a_needless_note_is_faded(tmp_path: Path, desk: Editor) -> None:
    root = small_universe(tmp_path)
    note = "\n[[canon: intended W101: she is a ghost]]\n"
    (root / SECOND).write_text(LATER + SPEAKS + note, encoding="utf-8")
    async with desk.visiting(root) as editor:
        uri = editor.open(root / SECOND)
        await editor.settled()
        assert editor.codes(uri) == []
        editor.replace(uri, SPEAKS, "")
        await editor.until(lambda: editor.codes(uri) == ["C107"])
        assert list(editor.shown(uri)[0].tags or ()) == [types.DiagnosticTag.Unnecessary]


async def test_settings_and_entries_are_diagnosed_while_they_are_typed(tmp_path: Path, desk: Editor) -> None:
    root = small_universe(tmp_path)
    async with desk.visiting(root) as editor:
        settings = editor.open(root / "fabula.toml", language="toml")
        entry = editor.open(root / "bible/people/grace.md", language="markdown")
        script = editor.open(root / FIRST)
        await editor.settled()
        assert editor.all_codes() == {}
        editor.type(settings, "colour = 1\n", 0)
        editor.replace(entry, "cues: [GRACE]", "qeus: [GRACE]")
        await editor.until(lambda: editor.codes(settings) == ["L109"] and editor.codes(entry) == ["L105"])
        editor.replace(settings, "colour = 1", "listening = 1")
        await editor.until(lambda: [one.message[:9] for one in editor.shown(settings)] == ["Listening"])
        editor.replace(entry, "Grace Hale", "Else")
        await editor.until(lambda: "L107" in editor.codes(script))


async def test_final_draft_is_diagnosed_and_nothing_else(tmp_path: Path, desk: Editor) -> None:
    paragraphs = (("Scene Heading", "INT. HARBOUR - DAY"), ("Character", "GARCE"), ("Dialogue", "Who is there?"))
    body = "".join(f'<Paragraph Type="{kind}"><Text>{text}</Text></Paragraph>\n' for kind, text in paragraphs)
    text = f'<?xml version="1.0"?>\n<FinalDraft Version="1"><Content>\n{body}</Content></FinalDraft>\n'
    root = lay(small_universe(tmp_path), {"shows/coast/s01/e03.fdx": text})
    async with desk.visiting(root) as editor:
        uri = editor.open(root / "shows/coast/s01/e03.fdx", language="xml")
        await editor.until(lambda: editor.codes(uri) == ["L101"])
        assert editor.text_at(uri, editor.shown(uri)[0].range) == "GARCE"
        editor.replace(uri, "GARCE", "GRACE")
        await editor.until(lambda: "L101" not in editor.codes(uri))
        document, place = editor.document(uri), editor.at(uri, "GRACE")
        client = editor.client
        assert await client.text_document_hover_async(types.HoverParams(document, place)) is None
        assert not await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        completion = await client.text_document_completion_async(types.CompletionParams(document, place))
        assert isinstance(completion, types.CompletionList)
        assert not completion.items


async def test_a_plain_editor_gets_no_related_places_and_the_disk_is_looked_at_for_it(tmp_path: Path) -> None:
    def plain(capabilities: types.ClientCapabilities) -> None:
        assert capabilities.workspace is not None
        assert capabilities.text_document is not None
        capabilities.workspace.did_change_watched_files = None
        capabilities.text_document.publish_diagnostics = None

    root = small_universe(tmp_path)
    async with editing(root, adapt=plain) as editor:
        editor.open(root / FIRST)
        await editor.settled()
        assert not editor.registered
        (root / SECOND).write_text(LATER + SPEAKS, encoding="utf-8")
        uri = (root / SECOND).as_uri()
        await editor.until(lambda: editor.codes(uri) == ["W101"])
        assert editor.shown(uri)[0].related_information is None
