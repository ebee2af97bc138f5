"""``fabula explain``."""

from __future__ import annotations

from fabula.rules.registry import all_rules
from tests.cli.conftest import Run


def test_one_rule_by_code_or_name(run: Run) -> None:
    ran = run("explain", "W101")
    assert ran.code == 0
    assert ran.out.startswith(
        "W101 dead-acts (error)\n\nSomebody who is dead speaks or is present.\n\nWhat it checks\n"
    )
    assert run("explain", "dead-acts").out == ran.out == run("explain", "w101").out


def test_all_rules_are_listed(run: Run) -> None:
    out = run("explain").out
    assert [line.split()[0] for line in out.splitlines() if line.startswith("  ")] == [r.code for r in all_rules()]


def test_did_you_mean(run: Run) -> None:
    ran = run("explain", "deadacts")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "fabula: there is no rule 'deadacts'\n  did you mean dead-acts?\n"


def test_json(run: Run) -> None:
    rule = run("explain", "W101", "--json").json["rule"]
    assert (rule["code"], rule["name"], rule["family"], rule["level"]) == ("W101", "dead-acts", "world", "error")
    assert [s["heading"] for s in rule["sections"]] == ["What it checks", "Why it matters", "Example", "What to do"]
    assert len(run("explain", "--json").json["rules"]) == len(all_rules())


def test_every_page_can_be_shown(run: Run) -> None:
    for rule in all_rules():
        ran = run("explain", rule.code)
        assert ran.code == 0
        assert "What to do" in ran.out


def test_every_statement_of_canon_notes_is_listed(run: Run) -> None:
    from fabula.bible.fact_forms import FACT_FORMS
    from fabula.bible.forms import FAMILIES, FORMS

    ran = run("explain", "canon-notes")
    assert ran.code == 0
    assert run("explain", "canon").out == ran.out
    examples = [form.examples[0] for form in FORMS] + [fact.examples[0] for fact in FACT_FORMS]
    assert [example for example in examples if example not in ran.out] == []
    assert [line.split(":")[0] for line in ran.out.splitlines() if line and line[0] != " "][: len(FAMILIES)] == [
        family.capitalize() for family in FAMILIES
    ]
    assert "  PERSON dies  " in ran.out


def test_statements_of_canon_notes_as_data(run: Run) -> None:
    listed = run("explain", "canon-notes", "--json").json["forms"]
    forms = {(form["family"], form["name"]): form for form in listed}
    assert len(forms) == len(listed)
    assert forms["state", "joins"]["examples"] == ["Mason joins Citadel"]
    assert "Mason is at Rome" in forms["fact", "at"]["examples"]
