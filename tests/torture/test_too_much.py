"""More of everything than any story has: it is read in time that grows with it, and in bounded memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.conftest import OK, put, run, universe


def test_lines_without_end(tmp_path: Path) -> None:
    pieces = [
        "a",
        "A",
        "*",
        "_",
        "[",
        "[[",
        "/*",
        "(",
        "ANNA ",
        " ",
        "INT. ",
        '"',
        "a: ",
        "#",
        ">",
        "~",
        "[[canon: ANNA dies]] ",
    ]
    files: dict[str, str | bytes] = {}
    for number, piece in enumerate(pieces):
        line = piece * (100_000 // len(piece))
        files[f"e{number:02}.fountain"] = (
            f"INT. HALL - DAY\n\nANNA\nYes.\n\n{line}\n\nEXT. YARD - DAY\n\n{line[:9999]}\n"
        )
    ran = run(["check", "--format", "concise"], put(tmp_path / "u", files))
    assert ran.code in {0, 1}
    assert ran.peak < 400
    assert max(map(len, ran.lines)) < 3000  # no message is as long as the line


def test_a_million_letters_in_one_line(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "u", {"a.fountain": f"INT. HALL - DAY\n\nANNA\n{'a' * 1_000_000}\n\nINT. {'HALL ' * 100_000}\n"}
    )
    for words in (["check", "--format", "sarif"], ["timeline"]):
        ran = run(words, folder)
        assert (ran.code, ran.err) == (0, "")
        assert ran.peak < 400
        assert len(ran.out) < 1_000_000


def test_very_many_scenes(tmp_path: Path) -> None:
    text = "".join(f"INT. ROOM {i % 50} - DAY\n\nANNA\nLine {i}.\n\n" for i in range(5_000))
    ran = run(["check", "--format", "concise"], put(tmp_path / "u", {"a.fountain": text}))
    assert (ran.code, ran.err) == (0, "")
    assert ran.peak < 300


def test_a_thousand_episodes_that_claim_one_number(tmp_path: Path) -> None:
    files = {f"script{i:04}x.fountain": f"Episode: S01E01\n\n{OK}" for i in range(1000)}
    ran = run(["check", "--format", "concise"], put(tmp_path / "u", dict(files)))
    assert [line.partition(" ")[2] for line in ran.lines] == ["warning S110 Two scripts say that they are S01E01"] * 999


@pytest.mark.parametrize("circle", [False, True])
def test_places_in_places(tmp_path: Path, circle: bool) -> None:
    files = {f"bible/places/p{i}.md": f"---\nname: P{i}\nin: P{i + 1}\n---\n" for i in range(1999)}
    files["bible/places/p1999.md"] = f"---\nname: P1999\n{'in: P0' if circle else ''}\n---\n"
    files["e01.fountain"] = "INT. P0 - DAY\n\nANNA\nYes.\n\nINT. P1000 - LATER\n\nANNA\nNo.\n"
    ran = run(["check", "--format", "concise", "--select", "L111"], universe(tmp_path / "u", dict(files)))
    assert ran.code == int(circle)
    assert len(ran.lines) == int(circle)
    assert len(ran.out) < 2000


def test_deep_nesting(tmp_path: Path) -> None:
    bodies = [
        "[[" * 5000,
        "/*" * 5000,
        "[[/*" * 5000,
        "[[" * 5000 + "]]" * 5000,
        "(" * 5000,
        "*_**" * 5000,
        "[[canon: " * 5000,
    ]
    files: dict[str, str | bytes] = {
        f"e{i:02}.fountain": f"INT. HALL - DAY\n\n{body}\n\nANNA\n{body}\n" for i, body in enumerate(bodies)
    }
    mind = "Anna knows that "
    files["e90.fountain"] = f"INT. HALL - DAY\n\n[[canon: expect {mind * 1000}Anna is dead]]\n\nANNA\nYes.\n"
    files["bible/people/anna.md"] = "---\nname: Anna\n---\n"
    files["bible/people/bo.md"] = (
        "---\na: &a [x,x]\n"
        + "".join(f"b{i}: &b{i} [{', '.join(['*a' if not i else f'*b{i - 1}'] * 9)}]\n" for i in range(20))
        + "---\n"
    )
    files["bible/people/cy.md"] = "---\na: " + "[" * 3000 + "]" * 3000 + "\n---\n"
    files["bible/secrets/s.md"] = f"---\nname: S\nfact: {mind * 1000}Anna is dead\n---\n"
    entities = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(10))
    files["e91.fdx"] = (
        f"<!DOCTYPE a [{entities}]><FinalDraft><Content><Paragraph><Text>&l9;</Text></Paragraph></Content></FinalDraft>"
    )
    files["e92.fdx"] = "<FinalDraft><Content>" + "<a>" * 50_000
    ran = run(["check", "--format", "concise"], universe(tmp_path / "u", files))
    assert ran.code == 1
    assert ran.peak < 300
    found = {line.split(":")[0].rpartition("/")[2]: line.split()[2] for line in ran.lines}
    assert {name: found[name] for name in ("bo.md", "cy.md", "e90.fountain", "e91.fdx", "e92.fdx")} == {
        "bo.md": "L105",
        "cy.md": "L105",
        "e90.fountain": "S201",
        "e91.fdx": "S108",
        "e92.fdx": "S108",
    }


def test_minds_within_minds(tmp_path: Path) -> None:
    names = ["Anna", "Tom", "Bo"]
    minds = "".join(f"{names[index % 3]} knows that " for index in range(31))
    pair = "Anna knows that Tom knows that " * 15
    notes = "\n\n".join(f"[[canon: expect {chain}Tom is dead]]" for chain in (minds, pair))
    files = {f"bible/people/{name.lower()}.md": f"---\nname: {name}\n---\n" for name in names}
    script = f"INT. HALL - DAY\n\nANNA\nYes.\n\nBO\nNo.\n\n[[canon: with Tom; Tom dies]]\n\n{notes}\n"
    ran = run(["check", "--format", "concise"], universe(tmp_path / "u", {**files, "e01.fountain": script}))
    # What two know of each other is worked out to any depth; three are given up on, and that is said.
    message = "This expectation cannot be judged: too many minds look into one another"
    assert ran.lines == [f"shows/main/s01/e01.fountain:11:10: note C108 {message}"]
