"""Every question that an editor can ask, on the example universe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from tests.lsp.editor import Editor, editing

pytestmark = pytest.mark.asyncio(loop_scope="session")
CITADEL = Path(__file__).parents[2] / "examples" / "citadel"
FACES = CITADEL / "shows/italy/s01/e04-due-facce.fountain"
NINE = CITADEL / "shows/india/s01/e02-nine-numbers.fountain"
LIVIA = CITADEL / "bible/people/livia-ferro.md"
WHOLE = types.Range(types.Position(0, 0), types.Position(10_000, 0))


async def test_it_says_what_it_can(desk: Editor) -> None:
    can = desk.result.capabilities
    assert desk.result.server_info is not None
    assert desk.result.server_info.name == "fabula"
    assert can.position_encoding == "utf-16"
    assert isinstance(can.text_document_sync, types.TextDocumentSyncOptions)
    assert can.text_document_sync.change is types.TextDocumentSyncKind.Incremental
    assert can.text_document_sync.save
    assert can.rename_provider == types.RenameOptions(prepare_provider=True)
    assert can.code_lens_provider == types.CodeLensOptions(resolve_provider=True)
    assert isinstance(can.semantic_tokens_provider, types.SemanticTokensOptions)
    assert can.semantic_tokens_provider.range
    assert can.semantic_tokens_provider.full == types.SemanticTokensFullDelta(delta=True)
    for provider in (
        can.hover_provider,
        can.definition_provider,
        can.references_provider,
        can.document_highlight_provider,
        can.document_symbol_provider,
        can.workspace_symbol_provider,
        can.folding_range_provider,
        can.document_link_provider,
        can.document_formatting_provider,
        can.document_range_formatting_provider,
        can.inlay_hint_provider,
        can.code_action_provider,
        can.completion_provider,
    ):
        assert provider
    assert can.document_on_type_formatting_provider is None
    assert can.diagnostic_provider is None


async def test_hover_definition_references_and_highlights(desk: Editor) -> None:
    async with desk.visiting(CITADEL) as editor:
        uri, client = editor.open(FACES), editor.client
        document, cue = editor.document(uri), editor.at(uri, "\nTOMMASO\n", inside=3)
        hover = await client.text_document_hover_async(types.HoverParams(document, cue))
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert "Tommaso Valli" in hover.contents.value
        assert hover.range is not None
        assert editor.text_at(uri, hover.range) == "TOMMASO"
        found: Any = await client.text_document_definition_async(types.DefinitionParams(document, cue))
        link = found[0]
        assert link.target_uri == (CITADEL / "bible/people/tommaso-valli.md").as_uri()
        assert editor.text_at(uri, link.origin_selection_range) == "TOMMASO"
        context = types.ReferenceContext(include_declaration=True)
        places = await client.text_document_references_async(types.ReferenceParams(context, document, cue))
        assert places
        assert {"tommaso-valli.md", FACES.name, "e02-inventario.fountain"} <= {
            place.uri.rpartition("/")[2] for place in places
        }
        here = await client.text_document_document_highlight_async(types.DocumentHighlightParams(document, cue))
        assert here
        assert {editor.text_at(uri, one.range).upper() for one in here} == {"TOMMASO", "VALLI"}
        assert len(here) == sum(place.uri == uri for place in places)


async def test_answers_move_with_what_has_been_typed_since_the_check(desk: Editor) -> None:
    async with desk.visiting(CITADEL) as editor:
        uri, client = editor.open(FACES), editor.client
        await editor.settled()
        editor.type(uri, "= One line more.\n🎬\n", editor.texts[uri].index("INT. FERRO WORKSHOP - NIGHT #1#"))
        document, cue = editor.document(uri), editor.at(uri, "\nTOMMASO\n", inside=3)
        hover = await client.text_document_hover_async(types.HoverParams(document, cue))
        assert hover is not None
        assert hover.range is not None
        assert editor.text_at(uri, hover.range) == "TOMMASO"
        hints = await client.text_document_inlay_hint_async(types.InlayHintParams(document, WHOLE))
        assert hints
        headings = [line for line in editor.texts[uri].splitlines() if line.startswith(("INT.", "EXT."))]
        shown = [hint for hint in hints if str(hint.label).startswith("day ")]
        assert [editor.texts[uri].splitlines()[hint.position.line] for hint in shown] == headings
        assert [hint.position.character for hint in shown] == [len(heading) for heading in headings]


async def test_outline_folds_colours_and_links(desk: Editor) -> None:
    async with desk.visiting(CITADEL) as editor:
        uri, client = editor.open(NINE), editor.client
        document = editor.document(uri)
        outline: Any = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        scenes = [one for one in outline if one.kind is types.SymbolKind.Function]
        assert [one.detail for one in scenes] == ["#1", "#2", "#2A", "#3"]
        for one in scenes:
            assert one.name in editor.text_at(uri, one.selection_range)
        folds = await client.text_document_folding_range_async(types.FoldingRangeParams(document))
        assert folds
        assert {fold.start_line for fold in folds} >= {one.range.start.line for one in scenes}
        await editor.settled()
        full = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
        assert full is not None
        part = await client.text_document_semantic_tokens_range_async(types.SemanticTokensRangeParams(document, WHOLE))
        assert part is not None
        assert part.data == full.data
        editor.type(uri, "\nNADIA\nNothing new.\n", len(editor.texts[uri]))
        params = types.SemanticTokensDeltaParams(document, str(full.result_id))
        delta: Any = await client.text_document_semantic_tokens_full_delta_async(params)
        again = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(document))
        assert again is not None
        data = list(full.data)
        for edit in delta.edits:
            data[edit.start : edit.start + edit.delete_count] = edit.data or ()
        assert data == list(again.data)
        assert sum(len(edit.data or ()) for edit in delta.edits) < 20
        links = await client.text_document_document_link_async(types.DocumentLinkParams(document))
        assert links
        first = next(link for link in links if editor.text_at(uri, link.range) == "S01E01/2")
        assert str(first.target).partition("#")[0].endswith("/india/s01/e01-monsoon-static.fountain")
        assert first.tooltip


async def test_entries_have_outline_links_and_hovers_too(desk: Editor) -> None:
    async with desk.visiting(CITADEL) as editor:
        uri, client = editor.open(LIVIA, language="markdown"), editor.client
        document = editor.document(uri)
        outline: Any = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert [one.name for one in outline] == ["Livia Ferro"]
        assert "born" in [one.name for one in outline[0].children]
        folds = await client.text_document_folding_range_async(types.FoldingRangeParams(document))
        assert folds
        assert folds[0].start_line == 0
        hover = await client.text_document_hover_async(types.HoverParams(document, editor.at(uri, "Livia Ferro")))
        assert hover is not None


async def test_lenses_say_what_rests_on_a_scene_when_they_are_asked_for(desk: Editor) -> None:
    async with desk.visiting(CITADEL) as editor:
        uri, client = editor.open(CITADEL / "shows/italy/s01/e03-vernice.fountain"), editor.client
        lenses = await client.text_document_code_lens_async(types.CodeLensParams(editor.document(uri)))
        assert lenses
        assert all(lens.command is None for lens in lenses)
        said = [await client.code_lens_resolve_async(lens) for lens in lenses]
        assert any(lens.command and "rest on this" in lens.command.title for lens in said)


async def test_everything_can_be_found_by_a_few_letters(desk: Editor) -> None:
    async with desk.visiting(CITADEL) as editor:

        async def find(query: str) -> list[tuple[str, str]]:
            found = await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams(query))
            return [(one.name, one.location.uri.rpartition("/")[2]) for one in found or ()]

        assert ("Livia Ferro", "livia-ferro.md") in await find("Livia")
        assert ("Livia Ferro", "livia-ferro.md") in await find("lvia fero")
        scenes = await find("stahl gallery - office")
        assert ("S01E04/4 INT. STAHL GALLERY - OFFICE - NIGHT #4#", FACES.name) in scenes
        assert await find("")
        assert await find("qqqqqqqq") == []


async def test_names_are_changed_in_all_shows_or_refused_with_the_reason(desk: Editor) -> None:
    async with desk.visiting(CITADEL) as editor:
        uri, client = editor.open(NINE), editor.client
        document = editor.document(uri)
        with pytest.raises(Exception, match="name"):
            await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, types.Position(0, 0)))
        cue = editor.position(uri, editor.texts[uri].index("\nRAHI\n") + 2)
        prepared: Any = await client.text_document_prepare_rename_async(types.PrepareRenameParams(document, cue))
        assert "RAHI" in editor.text_at(uri, prepared.range).upper()
        edit = await client.text_document_rename_async(types.RenameParams(document, cue, "Meera"))
        assert edit is not None
        changes: list[Any] = list(edit.document_changes or ())
        touched = {change.text_document.uri.rpartition("/")[2] for change in changes if hasattr(change, "edits")}
        assert NINE.name in touched
        own = next(change for change in changes if hasattr(change, "edits") and change.text_document.uri == uri)
        assert own.text_document.version == editor.versions[uri]


async def test_actions_settle_what_they_say(desk: Editor) -> None:
    async with desk.visiting(CITADEL) as editor:
        monsoon = CITADEL / "shows/india/s01/e01-monsoon-static.fountain"
        uri, client = editor.open(monsoon), editor.client
        await editor.settled()
        wrong = next(one for one in editor.shown(uri) if one.code == "L101")
        context = types.CodeActionContext([wrong])
        params = types.CodeActionParams(editor.document(uri), wrong.range, context)
        actions: Any = await client.text_document_code_action_async(params)
        assert actions
        fix = next(one for one in actions if one.title == "Write VIKRAM")
        assert fix.kind == "quickfix"
        assert fix.is_preferred
        assert [one.code for one in fix.diagnostics] == ["L101"]
        intended = actions[-1].edit.document_changes[0].edits[0]
        assert "[[canon: intended L101: " in intended.new_text
        (change,) = fix.edit.document_changes
        for edit in sorted(change.edits, key=lambda one: one.range.start.line, reverse=True):
            start = edit.range.start
            text = editor.texts[uri].splitlines(keepends=True)
            offset = sum(map(len, text[: start.line])) + start.character
            editor.type(uri, edit.new_text, offset, offset + len(editor.text_at(uri, edit.range)))
        await editor.settled()
        assert "L101" not in editor.codes(uri)
        context = types.CodeActionContext([wrong], only=[types.CodeActionKind.RefactorInline])
        params = types.CodeActionParams(editor.document(uri), wrong.range, context)
        assert not await client.text_document_code_action_async(params)


async def test_an_editor_with_few_abilities_gets_simple_answers() -> None:
    def plain(capabilities: types.ClientCapabilities) -> None:
        capabilities.text_document = types.TextDocumentClientCapabilities()
        capabilities.workspace = types.WorkspaceClientCapabilities()

    async with editing(CITADEL, encodings=["utf-32"], adapt=plain) as editor:
        assert editor.encoding.value == "utf-32"
        uri, client = editor.open(FACES), editor.client
        document, cue = editor.document(uri), editor.at(uri, "\nTOMMASO\n", inside=3)
        hover: Any = await client.text_document_hover_async(types.HoverParams(document, cue))
        assert hover.contents.kind is types.MarkupKind.PlainText
        assert "**" not in hover.contents.value
        found: Any = await client.text_document_definition_async(types.DefinitionParams(document, cue))
        assert found[0].uri.endswith("tommaso-valli.md")
        outline: Any = await client.text_document_document_symbol_async(types.DocumentSymbolParams(document))
        assert outline[0].location.uri == uri
        end = len(editor.texts[uri])
        editor.type(uri, "\n[[canon: Vera t", end)
        place = editor.position(uri, len(editor.texts[uri]))
        listed: Any = await client.text_document_completion_async(types.CompletionParams(document, place))
        assert all("$" not in item.text_edit.new_text for item in listed.items)
        assert "takes" in [item.text_edit.new_text for item in listed.items]
        with pytest.raises(Exception, match="which is shot"):
            await client.text_document_rename_async(types.RenameParams(document, cue, "Tancredi"))
        uri = editor.open(NINE)
        cue = editor.position(uri, editor.texts[uri].index("\nRAHI\n") + 2)
        edit: Any = await client.text_document_rename_async(types.RenameParams(editor.document(uri), cue, "Meera"))
        assert edit.document_changes is None
        assert edit.changes[uri]
