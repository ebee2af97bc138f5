"""``fabula explain``: what a rule checks, why, and what to do."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["explain"]


def explain(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="[RULE]",
            help="A code (T101), a name (dead-acts), or canon-notes [default: list all rules].",
            show_default=False,
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write a JSON document.")] = False,
) -> None:
    """Explain a rule, or list them all.

    What is checked, why it matters, an example, what to do. With canon-notes: every statement that they can hold.

    \b
    Examples:
      fabula explain
      fabula explain W101
      fabula explain dead-acts
      fabula explain canon-notes
    """
    from fabula.cli.errors import WrongUse
    from fabula.cli.output import emit, screen_width, terminal_ink
    from fabula.cli.suggest import did_you_mean
    from fabula.report.json import dump, envelope
    from fabula.report.pages import page_document, write_list, write_page
    from fabula.rules.registry import all_rules, find_rule, page_of

    if rule is None:
        pages = [page_of(one) for one in all_rules()]
        emit(
            dump(envelope(rules=[page_document(page) for page in pages])) if json else write_list(pages, terminal_ink())
        )
        return
    if rule.lower() in {"canon", "canon-notes"}:
        from fabula.report.forms import forms_document, write_forms

        emit(dump(envelope(forms=forms_document())) if json else write_forms(terminal_ink()))
        return
    found = find_rule(rule)
    if found is None:
        names = [name for one in all_rules() for name in (one.code, one.name)]
        raise WrongUse(f"there is no rule {rule!r}", did_you_mean(rule, names) or "fabula explain lists them all")
    page = page_of(found)
    emit(dump(envelope(rule=page_document(page))) if json else write_page(page, screen_width(), terminal_ink()))
