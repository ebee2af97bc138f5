"""Requests that end in changes to files: new names, and what can be done about findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from fabula.lsp.actions import Action, find_actions
from fabula.lsp.diagnostics import diagnose
from fabula.lsp.edits import action_edit, rename_edit
from fabula.lsp.open_universe import Checked
from fabula.lsp.places import Places
from fabula.lsp.renames import RenameRefused, prepare_rename, rename_at
from fabula.lsp.server import FabulaServer

__all__ = ["HANDLERS"]

KINDS: Final = [types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite]


class RefusedError(JsonRpcException):
    """A request was understood and is not carried out; why is for the user to read."""

    CODE = types.LSPErrorCodes.RequestFailed.value
    MESSAGE = "refused"


def _refused(refusal: RenameRefused) -> RefusedError:
    text = refusal.message[:1].upper() + refusal.message[1:]
    return RefusedError(f"{text}: {refusal.remedy}" if refusal.remedy else text)


async def prepare(ls: FabulaServer, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    """What would be renamed. Refused with the reason where nothing can be."""
    placed = ls.read_by_people(params.text_document.uri)
    if placed is None:
        return None

    def question(checked: Checked, places: Places, offset: int) -> types.PrepareRenamePlaceholder | None:
        try:
            found = prepare_rename(checked.canon, placed.name, offset)
        except RenameRefused as refusal:
            raise _refused(refusal) from refusal
        return types.PrepareRenamePlaceholder(places.range(found.span), found.placeholder)

    return await ls.ask_at(placed, params.position, question, fresh=True)


async def rename(ls: FabulaServer, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """All that a new name changes."""
    placed = ls.read_by_people(params.text_document.uri)
    if placed is None:
        return None
    left = 0

    def question(checked: Checked, places: Places, offset: int) -> types.WorkspaceEdit | None:
        nonlocal left
        placed.universe.wait_for_minds()
        try:
            renaming = rename_at(checked.canon, placed.name, offset, params.new_name)
        except RenameRefused as refusal:
            raise _refused(refusal) from refusal
        left = 0 if ls.client.confirmed_edits else len(renaming.doubtful)
        return rename_edit(renaming, places, ls.client)

    edit = await ls.ask_at(placed, params.position, question, fresh=True)
    if left:
        were = (
            "1 place was left as it is, for it may mean" if left == 1 else f"{left} places were left, for they may mean"
        )
        ls.told.show(f"{were} something else", types.MessageType.Info)
    return edit


async def code_action(ls: FabulaServer, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    """What can be done about the findings in a stretch."""
    placed = ls.read_by_people(params.text_document.uri)
    if placed is None:
        return None

    def question(checked: Checked, places: Places, start: int) -> list[types.CodeAction] | None:
        placed.universe.wait_for_minds()
        end = places.checked_offset(placed.name, params.range.end) or start
        found = find_actions(checked.canon, checked.findings, placed.name, start, max(start, end))
        made = [_action(action, places, ls) for action in found if _is_wanted(action, params.context.only)]
        return [action for action in made if action is not None]

    return await ls.ask_at(placed, params.range.start, question)


def _is_wanted(action: Action, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    return not only or any(f"{action.kind}.".startswith(f"{getattr(kind, 'value', kind)}.") for kind in only)


def _action(action: Action, places: Places, ls: FabulaServer) -> types.CodeAction | None:
    edit = action_edit(action, places, ls.client)
    if edit is None:
        return None
    return types.CodeAction(
        action.title,
        kind=types.CodeActionKind(action.kind.value),
        diagnostics=[diagnose(finding, places, ls.told.related) for finding in action.settles] or None,
        is_preferred=action.preferred or None,
        edit=edit,
    )


HANDLERS: Final = (
    (types.TEXT_DOCUMENT_PREPARE_RENAME, None, prepare),
    (types.TEXT_DOCUMENT_RENAME, None, rename),
    (types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(KINDS), code_action),
)
