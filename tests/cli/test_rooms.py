"""``fabula requests``, ``fabula retcons`` and ``fabula rehome``: what rooms owe one another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import fabula.report
from tests.cli.conftest import Run
from tests.golden import compare_golden

SCHEMAS = Path(fabula.report.__file__).parent / "schemas"
VERBS = {"requests": (), "retcons": (), "rehome": ("reef",)}


def schema_of(verb: str) -> Any:
    return json.loads((SCHEMAS / f"{verb}-1.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("verb", VERBS)
def test_golden(run: Run, verb: str) -> None:
    ran = run(verb, *VERBS[verb], "--in", "rooms")
    assert (ran.code, ran.err) == (0, "")
    compare_golden(f"cli/{verb}.txt", ran.out)


def test_rehome_in_markdown(run: Run) -> None:
    ran = run("rehome", "Reef", "--in", "rooms", "--format", "markdown")
    assert (ran.code, ran.err) == (0, "")
    compare_golden("cli/rehome.md", ran.out)


@pytest.mark.parametrize("verb", VERBS)
def test_documents_fit_their_schemas(run: Run, verb: str) -> None:
    schema = schema_of(verb)
    jsonschema.Draft202012Validator.check_schema(schema)
    for universe in ("rooms", "harbour", "masks"):
        words = ("coast",) if verb == "rehome" and universe == "harbour" else VERBS[verb]
        words = ("south",) if verb == "rehome" and universe == "masks" else words
        document = run(verb, *words, "--in", universe, "--json").json
        jsonschema.validate(document, schema)


@pytest.mark.parametrize(("verb", "field"), [("requests", "requests"), ("retcons", "retcons"), ("rehome", "open")])
def test_schemas_notice_a_missing_field(run: Run, verb: str, field: str) -> None:
    document = run(verb, *VERBS[verb], "--in", "rooms", "--json").json
    for name in document[field][0]:
        broken = {**document, field: [{key: value for key, value in document[field][0].items() if key != name}]}
        assert not jsonschema.Draft202012Validator(schema_of(verb)).is_valid(broken), name


def asked(run: Run, *words: str) -> list[tuple[str, str, str]]:
    found = run("requests", *words, "--in", "rooms", "--json").json["requests"]
    return [(one["from"]["id"], one["to"]["id"], one["answer"]) for one in found]


def test_requests_by_side_and_by_answer(run: Run) -> None:
    every = asked(run)
    assert every == [
        ("dunes", "tower", "open"),
        ("reef", "tower", "open"),
        ("reef", "tower", "refused"),
        ("dunes", "reef", "granted"),
    ]
    assert asked(run, "reef") == [one for one in every if "reef" in one]
    assert asked(run, "--to", "Tower") == [one for one in every if one[1] == "tower"]
    assert asked(run, "--from", "reef") == [one for one in every if one[0] == "reef"]
    assert asked(run, "--open") == every[:3]
    assert asked(run, "dunes", "--to", "reef", "--open") == []


def test_nothing_to_ask_and_nothing_undone(run: Run) -> None:
    assert run("requests", "--in", "harbour").out == "No show asks another for anything.\n"
    assert run("retcons", "--in", "harbour").out == "Nothing has been retconned.\n"


def test_retcons_of_a_show_or_an_episode(run: Run) -> None:
    def targets(*words: str) -> list[str]:
        return [one["target"] for one in run("retcons", *words, "--in", "rooms", "--json").json["retcons"]]

    both = ["tower/s01e01/1", "tower/s01e01/2"]
    assert targets() == targets("tower") == targets("S01E01") == targets("tower S02E01") == both
    assert targets("reef") == []
    assert targets("--open") == both[:1]


def test_a_path_says_which_universe_is_meant(run: Run) -> None:
    assert run("retcons", "./rooms").out == run("retcons", "--in", "./rooms").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("requests", "towr"), "there is no show 'towr' in this universe\n  did you mean tower?"),
        (("requests", "--to", "moon"), "there is no show 'moon' in this universe\n  the shows are: dunes, reef, tower"),
        (("requests", "--from", "refe"), "there is no show 'refe' in this universe\n  did you mean reef?"),
        (("rehome", "ref"), "there is no show 'ref' in this universe\n  did you mean reef?"),
        (("retcons", "S09E01"), "there is no show or episode 'S09E01' in this universe"),
    ],
)
def test_a_show_that_is_not_there(run: Run, words: tuple[str, ...], message: str) -> None:
    ran = run(*words, "--in", "rooms")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"fabula: {message}")


@pytest.mark.parametrize("verb", VERBS)
def test_a_universe_that_is_not_there(run: Run, verb: str) -> None:
    ran = run(verb, *VERBS[verb], "--in", "nowhere")
    assert (ran.code, ran.out) == (3, "")
    assert "Traceback" not in ran.err


def test_a_show_without_episodes(run: Run, folder: Path) -> None:
    (folder / "rooms/shows/mist").mkdir()
    (folder / "rooms/shows/mist/show.md").write_text("---\nname: Mist\ncancelled: yes\n---\n", encoding="utf-8")
    ran = run("rehome", "mist", "--in", "rooms")
    assert (ran.code, ran.out) == (0, "Mist has no episodes, and leaves nothing open.\n")
    (folder / "rooms/bible/storylines/the-fog.md").write_text("---\nowner: mist\n---\n", encoding="utf-8")
    ran = run("rehome", "mist", "--in", "rooms")
    assert ran.out.startswith("Mist has no episodes.\n\nStorylines\n  The Fog: planned in the bible")
    assert "nowhere yet: nothing ties it to another show" in ran.out


def test_the_only_show(run: Run) -> None:
    ran = run("rehome", "clean", "--in", "clean")
    assert (ran.code, ran.out) == (0, "clean is not cancelled. If it ended now, it would leave nothing open.\n")


def test_rehome_needs_a_show(run: Run) -> None:
    ran = run("rehome", "--in", "rooms")
    assert ran.code == 2
    assert "SHOW" in ran.err
