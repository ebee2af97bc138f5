"""Scripts of other formats as a universe folder: numbered, with first bible entries, and nothing written over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fabula.bible.entries import read_entry
from fabula.bible.model import EntryKind
from fabula.exchange.import_scripts import Imported, ImportRefused, import_scripts
from fabula.exchange.new_files import write_new
from fabula.script.files import read_source
from fabula.universe.load import read_universe

DATA = Path(__file__).parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the sample files of ../shared/data are not here")

FDX = """<?xml version="1.0" encoding="UTF-8"?>
<FinalDraft DocumentType="Script" Version="5"><Content>
<Paragraph Type="Scene Heading"><SceneProperties Length="2/8"><SceneArcBeats><CharacterArcBeat Name="ORLICK"/>
</SceneArcBeats></SceneProperties><Text>INT. SALT MILL - KITCHEN - NIGHT</Text></Paragraph>
<Paragraph Type="Character"><Text>NADIA</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>One.</Text></Paragraph>
<Paragraph Type="Character"><Text>MASON (V.O.)</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>Two.</Text></Paragraph>
<Paragraph Type="Character"><Text>NADIA (CONT'D)</Text></Paragraph>
<Paragraph Type="Dialogue"><Text>Three.</Text></Paragraph>
</Content></FinalDraft>
"""
TYPED = """FADE IN:

EXT. QUAY - DAWN

Gulls.

                      GUARD
            Halt.

                      GUARD
            Halt, I said.
"""
FOUNTAIN = "Title: The Third\n\nINT. SALT MILL - DAY\n\nNADIA\nFour.\n\nALL\nFive.\n\nALL\nSix.\n"


def tei(title: str, name: str, label: str, extra: str = "") -> str:
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>'
        f"{title}</title></titleStmt></fileDesc><profileDesc><particDesc><listPerson>"
        f'<person xml:id="Ada_X"><persName>{name}</persName></person>{extra}</listPerson></particDesc></profileDesc>'
        '</teiHeader><text><body><div type="act" n="1"><head>ACT 1</head><div type="scene" n="1"><head>Scene 1</head>'
        '<stage type="entrance" who="#Ada_X #LORDS_X">Enter Ada and lords.</stage>'
        f'<sp who="#Ada_X"><speaker>{label}</speaker><l>Listen.</l></sp></div></div></body></text></TEI>'
    )


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "s01e02 the call.fdx").write_text(FDX, encoding="utf-8")
    (folder / "101-the-quay.txt").write_text(TYPED, encoding="utf-8")
    (folder / "third.fountain").write_bytes(FOUNTAIN.replace("\n", "\r\n").encode("utf-8-sig"))
    return folder


def entry(result: Imported, path: str, kind: EntryKind) -> tuple[str, tuple[str, ...], tuple[str, ...], str]:
    source, _ = read_source(result.target / path, path)
    assert source is not None
    read, findings = read_entry(source, kind)
    assert findings == []
    return read.name, read.aliases, read.cues, read.text("nature")


def test_a_folder_of_scripts_becomes_a_universe(inbox: Path, tmp_path: Path) -> None:
    result = import_scripts([inbox], tmp_path / "out", "The Fall")
    assert result.findings == [] and result.skipped == []
    assert result.written == [
        "shows/the-fall/s01/e01-the-quay.fountain",
        "shows/the-fall/s01/e02-the-call.fountain",
        "shows/the-fall/s01/e03-third.fountain",
        "fabula.toml",
        "shows/the-fall/show.md",
        "bible/people/guard.md",
        "bible/people/nadia.md",
        "bible/people/orlick.md",
        "bible/places/quay.md",
        "bible/places/salt-mill.md",
    ]
    assert [Path(a).name for a, _ in result.episodes] == ["101-the-quay.txt", "s01e02 the call.fdx", "third.fountain"]
    assert sorted(p.relative_to(result.target).as_posix() for p in result.target.rglob("*") if p.is_file()) == sorted(
        result.written
    )
    assert entry(result, "bible/people/guard.md", EntryKind.PERSON) == ("Guard", (), (), "class")
    assert entry(result, "bible/people/orlick.md", EntryKind.PERSON)[0] == "Orlick"
    assert entry(result, "bible/places/salt-mill.md", EntryKind.PLACE)[0] == "Salt Mill"
    files, findings = read_universe(result.target)
    assert findings == []
    assert [(e.season, e.number) for e in files.shows["the-fall"].episodes] == [(1, 1), (1, 2), (1, 3)]
    assert files.settings.name == "The Fall" and files.shows["the-fall"].mothership
    copied = (result.target / "shows/the-fall/s01/e03-third.fountain").read_bytes()
    assert copied == FOUNTAIN.replace("\n", "\r\n").encode()


def test_a_trial_writes_nothing_and_says_the_same(inbox: Path, tmp_path: Path) -> None:
    trial = import_scripts([inbox], tmp_path / "out", "x", dry_run=True)
    assert not (tmp_path / "out").exists()
    assert trial.written == import_scripts([inbox], tmp_path / "out", "x").written


def test_what_is_there_is_never_written_over(inbox: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    mine = target / "shows" / "x" / "s01" / "e02-the-call.fountain"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    (target / "fabula.toml").write_text('name = "Mine"\n')
    people = target / "bible" / "people"
    people.mkdir(parents=True)
    (people / "agent.md").write_text("---\nname: Nadia Sinh\ncues: [NADIA]\n---\n")
    result = import_scripts([inbox], target, "x")
    assert mine.read_text() == "mine" and (target / "fabula.toml").read_text() == 'name = "Mine"\n'
    assert ("shows/x/s01/e02-the-call.fountain", "it is there already and says something else") in result.skipped
    assert "bible/people/nadia.md" not in result.written  # she has an entry by another name
    again = import_scripts([inbox], target, "x")
    assert again.written == []
    assert ("shows/x/s01/e03-third.fountain", "it is there already, just so") in again.skipped


def test_a_second_show_is_a_spinoff_and_its_episodes_follow_those_there(inbox: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    import_scripts([inbox], target, "one")
    (tmp_path / "late.fountain").write_text("INT. FLAT - DAY\n\nRain.\n")
    result = import_scripts([tmp_path / "late.fountain"], target, "two")
    assert "role: spinoff" in (target / "shows/two/show.md").read_text()
    assert result.episodes[0][1] == "shows/two/s01/e01-late.fountain"
    more = import_scripts([tmp_path / "late.fountain"], target, "one")
    assert more.episodes[0][1] == "shows/one/s01/e04-late.fountain"


def test_people_of_plays_have_one_entry_with_all_their_names(tmp_path: Path) -> None:
    group = '<personGrp xml:id="MESSENGERS.1_X"><name>Messengers</name></personGrp>'
    twin = '<person xml:id="Ada_Y"><persName>Ada</persName></person>'
    (tmp_path / "one.xml").write_text(tei("One", "Ada", "ADA", group))
    (tmp_path / "two.xml").write_text(tei("Two", "Ada, Queen of Ek", "QUEEN", twin))
    result = import_scripts([tmp_path / "one.xml", tmp_path / "two.xml"], tmp_path / "out", "ek")
    people = [path for path in result.written if path.startswith("bible/people/")]
    assert people == [f"bible/people/{stem}.md" for stem in ("ada", "ada-ada", "lords", "messengers")]
    assert entry(result, people[0], EntryKind.PERSON) == ("Ada", ("Ada, Queen of Ek",), ("QUEEN",), "")
    assert entry(result, people[2], EntryKind.PERSON) == ("Lords", (), (), "class")
    second = (result.target / "shows/ek/s01/e02-two.fountain").read_text()
    assert "\n[[canon: Ada enters; Lords enters]]\n\nADA\nListen.\n" in second
    assert not [path for path in result.written if path.startswith("bible/places/")]


def test_season_and_episode_come_from_names_and_title_pages(tmp_path: Path) -> None:
    for name, page in {
        "1x03 a.fountain": "",
        "204.fountain": "",
        "b.fountain": "Title: B\nSeason: 2\nEpisode: 1\n\n",
        "S01E03 again.fountain": "",
        "12 twelve.fountain": "",
        "c.fountain": "",
    }.items():
        (tmp_path / name).write_text(f"{page}INT. FLAT - DAY\n\nRain.\n")
    result = import_scripts([tmp_path], tmp_path / "out", "x", dry_run=True)
    assert [(Path(a).name, b.removeprefix("shows/x/")) for a, b in result.episodes] == [
        ("c.fountain", "s01/e01-c.fountain"),
        ("1x03 a.fountain", "s01/e03-a.fountain"),
        ("S01E03 again.fountain", "s01/e04-again.fountain"),
        ("12 twelve.fountain", "s01/e12-twelve.fountain"),
        ("b.fountain", "s02/e01-b.fountain"),
        ("204.fountain", "s02/e04.fountain"),
    ]


def test_what_is_no_script_is_skipped_with_its_reason(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "print.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "broken.fdx").write_text("<FinalDraft><Content>")
    (tmp_path / "feed.xml").write_text("<rss/>")
    (tmp_path / "binary.fountain").write_bytes(b"\0\1\2\3")
    paths = [tmp_path / n for n in ("print.pdf", "broken.fdx", "feed.xml", "binary.fountain", "gone.fdx")]
    result = import_scripts([*paths, inbox / "third.fountain"], tmp_path / "out", "x", dry_run=True)
    assert sorted(f.code for f in result.findings) == ["S105", "S105", "S107", "S107", "S112"]
    assert [(Path(p).name, reason) for p, reason in result.skipped] == [
        ("print.pdf", "it is no script that can be read"),
        ("broken.fdx", "there is no script in it"),
        ("feed.xml", "there is no script in it"),
        ("binary.fountain", "it cannot be read"),
        ("gone.fdx", "it cannot be read"),
    ]
    assert len(result.episodes) == 1


def test_without_any_script_or_folder_it_refuses(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="no script") as refused:
        import_scripts([tmp_path / "gone.fdx"], tmp_path / "out")
    assert "gone.fdx" in refused.value.remedy
    (tmp_path / "file").write_text("x")
    with pytest.raises(ImportRefused, match="is a file"):
        import_scripts([tmp_path / "gone.fdx"], tmp_path / "file")


def test_names_never_lead_out_of_the_target(inbox: Path, tmp_path: Path) -> None:
    (inbox / "e04.fountain").write_text("Title: ../../../evil\n\nINT. X/../../Y - DAY\n\n../../Z\nA.\n\n../../Z\nB.\n")
    result = import_scripts([inbox], tmp_path / "deep" / "out", "../../up")
    assert all(".." not in path for path in result.written)
    assert {p.name for p in tmp_path.iterdir()} == {"in", "deep"}


def test_links_out_of_a_folder_are_not_followed(inbox: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.fountain"
    secret.write_text("INT. FLAT - DAY\n\nRain.\n")
    try:
        (inbox / "link.fountain").symlink_to(secret)
    except OSError:
        pytest.skip("this system makes no symbolic links")
    result = import_scripts([inbox], tmp_path / "out", "x", dry_run=True)
    assert [(Path(p).name, why) for p, why in result.skipped] == [
        ("link.fountain", "it is a link that leads out of the folder")
    ]


def test_new_files_are_whole_and_never_over_another(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.md"
    assert write_new(path, b"one") and path.read_bytes() == b"one"
    assert not write_new(path, b"two") and path.read_bytes() == b"one"
    assert [p.name for p in path.parent.iterdir()] == ["b.md"]
    link = tmp_path / "dangling.md"
    link.symlink_to(tmp_path / "nowhere")
    assert not write_new(link, b"x") and not (tmp_path / "nowhere").exists()
    mask = os.umask(0)
    os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask


def test_what_cannot_be_written_is_said(inbox: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "bible").write_text("a file where a folder should be")
    result = import_scripts([inbox], target, "x")
    assert ("bible/people/nadia.md", "it cannot be written: Not a directory") in result.skipped
    assert "shows/x/s01/e02-the-call.fountain" in result.written


@needs_data
def test_four_plays_are_one_universe_with_one_entry_a_person(tmp_path: Path) -> None:
    result = import_scripts(sorted((DATA / "tei").glob("*.xml")), tmp_path / "out", "henriad")
    people = {path for path in result.written if path.startswith("bible/people/")}
    assert len(people) == 146
    name, aliases, cues, nature = entry(result, "bible/people/prince-hal.md", EntryKind.PERSON)
    assert (name, nature) == ("Prince Hal", "")
    assert aliases == ("Prince Hal King Henry V", "Henry V, King of England")
    assert cues == ("PRINCE", "KING HENRY")  # KING alone is many kings
    files, findings = read_universe(result.target)
    assert findings == []
    assert sum(len(e.script.scenes) for e in files.shows["henriad"].episodes) == 90
