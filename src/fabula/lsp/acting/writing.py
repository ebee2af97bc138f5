"""What is wrong with the form of a Fountain script, put right."""

from __future__ import annotations

from collections.abc import Iterator

from fabula.finding import Edit, Finding
from fabula.lsp.acting.notes import line_end_of
from fabula.lsp.acting.offer import Action, ActionKind

__all__ = ["offer_form"]

_CLOSINGS = {
    "S101": ("Close the boneyard at the end of this line", "*/"),
    "S102": ("Close the note at the end of this line", "]]"),
}


def offer_form(finding: Finding) -> Iterator[Action]:
    """For an open note or boneyard its end; for a heading its dot, and the blank lines around it."""
    source, span = finding.span.source, finding.span
    line = span.line
    end_of_line = source.offset(line) + len(source.line_text(line).rstrip())
    if finding.code in _CLOSINGS:
        title, closing = _CLOSINGS[finding.code]
        edits = [Edit(source.span(end_of_line, end_of_line), closing)]
    elif finding.code == "S104":
        prefix = span.text.rstrip()
        title = f"Write {prefix.upper()}."
        edits = [Edit(source.span(span.start, span.start + len(prefix)), f"{prefix.upper()}.")]
    elif finding.code == "S103":
        title, end = "Put blank lines around the heading", line_end_of(source)
        start = source.offset(line)
        edits = [Edit(source.span(start, start), end)] if line > 1 and source.line_text(line - 1).strip() else []
        if source.line_text(line + 1).strip():
            edits.append(Edit(source.span(end_of_line, end_of_line), end))
    else:
        return
    if edits:
        yield Action(title, ActionKind.FIX, tuple(edits), settles=(finding,), preferred=True)
