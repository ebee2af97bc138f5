"""Leaving out on trial is exact: what is found is what is found in files from which the same was really taken out.

Only places may differ, since in the trial nothing moves. So findings are held against each other by code, file and
message.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from fabula.change.impact.leaving_out import leave_out
from fabula.change.impact.targets import read_target
from fabula.finding import Finding
from fabula.live.universe import LiveUniverse
from fabula.rules.run import run_rules
from fabula.stages import load_canon
from fabula.universe.tree import EditedTree, FolderTree, Tree
from tests.universe.folders import write

CITADEL = Path(__file__).parents[3] / "examples" / "citadel"

NOTE = '<ScriptNote Name="canon"><Paragraph><Text>{}</Text></Paragraph></ScriptNote>'
FDX = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<FinalDraft DocumentType="Script" Version="5"><Content>\n'
    '<Paragraph Type="Scene Heading" Number="1"><Text>INT. PIER - DAY</Text>'
    f"{NOTE.format('Ada learns the code; Ada takes the case')}</Paragraph>\n"
    '<Paragraph Type="Character"><Text>ADA</Text></Paragraph>\n'
    '<Paragraph Type="Dialogue"><Text>Now I know.</Text></Paragraph>\n'
    '<Paragraph Type="Scene Heading" Number="2"><Text>INT. FLAT - DAY</Text>'
    f"{NOTE.format('Ada tells Ben the code; sets up the lamp')}</Paragraph>\n"
    '<Paragraph Type="Character"><Text>ADA</Text></Paragraph>\n'
    '<Paragraph Type="Dialogue"><Text>So do you.</Text></Paragraph>\n'
    '<Paragraph Type="Scene Heading" Number="3"><Text>INT. FLAT - NIGHT</Text>'
    f"{NOTE.format('Ben acts on the code; pays off the lamp; after S01E01/2; expect Ada has the case')}</Paragraph>\n"
    '<Paragraph Type="Character"><Text>BEN</Text></Paragraph>\n'
    '<Paragraph Type="Dialogue"><Text>I do.</Text></Paragraph>\n'
    "</Content></FinalDraft>\n"
)
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><profileDesc><particDesc><listPerson>'
    '<person xml:id="ada"><persName>Ada</persName></person><person xml:id="ben"><persName>Ben</persName></person>'
    "</listPerson></particDesc></profileDesc></teiHeader><text><body>\n"
    '<div type="act" n="1"><div type="scene" n="1"><sp who="#ada"><speaker>ADA</speaker><p>Now I know.</p></sp>'
    "<note>canon: Ada learns the code; Ada takes the case</note></div>\n"
    '<div type="scene" n="2"><sp who="#ada"><speaker>ADA</speaker><p>So do you.</p></sp>'
    "<note>canon: Ada tells Ben the code; sets up the lamp</note></div></div>\n"
    '<div type="act" n="2"><div type="scene" n="1"><sp who="#ben"><speaker>BEN</speaker><p>I do.</p></sp>'
    "<note>canon: Ben acts on the code; pays off the lamp; after S01E01/1.2; expect Ada has the case</note></div></div>"
    "\n</body></text></TEI>\n"
)
BIBLE = {
    "bible/people/ada.md": "---\nname: Ada\n---\n",
    "bible/people/ben.md": "---\nname: Ben\n---\n",
    "bible/things/case.md": "---\nname: the case\n---\n",
    "bible/secrets/code.md": "---\nname: the code\n---\n",
}


def known(findings: Iterable[Finding]) -> Counter[tuple[str, str, str]]:
    return Counter((one.code, one.span.path, one.message) for one in findings if one.intended is None)


def on_trial(live: LiveUniverse, name: str) -> Counter[tuple[str, str, str]]:
    texts = leave_out(live.canon, read_target(live.canon, name)).texts
    live.edit(texts)
    try:
        return known(live.findings)
    finally:
        live.revert(*texts)


def really(tree: Tree, texts: Mapping[str, str | None]) -> Counter[tuple[str, str, str]]:
    return known(run_rules(load_canon(EditedTree(tree, texts))))


@pytest.fixture(scope="module")
def citadel() -> LiveUniverse:
    return LiveUniverse(CITADEL)


def test_scenes_of_fountain(citadel: LiveUniverse) -> None:
    changed = 0
    whole = known(citadel.findings)
    keys = [scene.key for scene in citadel.canon.universe.scenes]
    for key in keys[::4]:
        scene = citadel.canon.universe.by_name[key]
        source, written = scene.source, scene.written
        cut = source.text[: written.start] + source.text[written.end :]
        found = on_trial(citadel, key)
        assert found == really(citadel.tree, {source.path: cut}), key
        changed += found != whole
    assert changed >= 3  # it is no test if nothing ever breaks


def test_episodes(citadel: LiveUniverse) -> None:
    for key in ("italy S01E03", "india S01E01", "citadel S01E06"):
        path = read_target(citadel.canon, key).episodes[0].script.source.path
        assert on_trial(citadel, key) == really(citadel.tree, {path: None}), key


def test_an_entry(citadel: LiveUniverse) -> None:
    found = on_trial(citadel, "the gate code")
    assert found == really(citadel.tree, {"bible/secrets/gate-code.md": None})
    assert any(code == "L107" for code, _, _ in found)


def test_a_person_with_their_part(citadel: LiveUniverse) -> None:
    """Paola is in two scenes: her lines and the notes that name her are taken out by hand."""
    texts: dict[str, str | None] = {"bible/people/paola-renzi.md": None}
    for name in ("e02-inventario", "e04-due-facce"):
        path = f"shows/italy/s01/{name}.fountain"
        text = (CITADEL / path).read_text(encoding="utf-8")
        blocks = text.split("\n\n")
        kept = [b for b in blocks if not b.startswith("PAOLA\n") and b.strip() != "PAOLA" and "canon: Paola" not in b]
        assert len(kept) < len(blocks)
        texts[path] = "\n\n".join(kept)
    assert on_trial(citadel, "Paola") == really(citadel.tree, texts)


def test_somebody_out_of_a_list(citadel: LiveUniverse) -> None:
    """`with Nadia, Bernard` is `with Bernard` without Nadia: he is still there."""
    live = LiveUniverse(CITADEL)
    live.edit(leave_out(live.canon, read_target(live.canon, "Nadia")).texts)
    scene = live.canon.universe.by_name["citadel/s01e01/2"]
    here = {presence.person for presence in live.canon.presences.by_scene[scene.order]}
    assert "people/bernard-orlick" in here
    assert not any(key.startswith(("people/nadia", "covers/ana")) for key in live.canon.universe.entities)
    assert not [f for f in live.findings if f.code == "S201" and "e01-eight-years" in f.span.path]


def test_a_fact_with_all_that_says_it(citadel: LiveUniverse) -> None:
    texts: dict[str, str | None] = {}
    for path in ("shows/italy/s01/e03-vernice.fountain", "shows/india/s01/e02-nine-numbers.fountain"):
        text = (CITADEL / path).read_text(encoding="utf-8")
        for words in ("Dario lies to Livia", "Livia tells Nadia that", "Nadia tells Rahi that"):
            text = text.replace(f"{words}: Vikram belongs to Manticore", "").replace(
                f"{words} Vikram belongs to Manticore", ""
            )
        texts[path] = text.replace("[[canon: ]]", "")
    assert on_trial(citadel, "Vikram belongs to Manticore") == really(citadel.tree, texts)


HEADING = '<Paragraph Type="Scene Heading" Number="{}">'
FDX_SCENES = {"1": (HEADING.format(1), HEADING.format(2)), "2": (HEADING.format(2), HEADING.format(3))}
FDX_SCENES["3"] = (HEADING.format(3), "</Content>")
TEI_SCENES = {
    "1.1": ('<div type="scene" n="1"><sp who="#ada">', '<div type="scene" n="2">'),
    "1.2": ('<div type="scene" n="2">', '</div>\n<div type="act" n="2">'),
    "2.1": ('<div type="scene" n="1"><sp who="#ben">', "</div>\n</body>"),
}
"""Where each scene begins in the XML, and what stands behind it."""


@pytest.mark.parametrize(("name", "text", "scenes"), [("one.fdx", FDX, FDX_SCENES), ("one.xml", TEI, TEI_SCENES)])
def test_scenes_of_xml(tmp_path: Path, name: str, text: str, scenes: dict[str, tuple[str, str]]) -> None:
    write(tmp_path, {"fabula.toml": "", f"shows/main/{name}": text, **BIBLE})
    live = LiveUniverse(tmp_path)
    broken: Counter[str] = Counter()
    for label, (first, last) in scenes.items():
        start = text.index(first)
        end = text.index(last, start)
        found = on_trial(live, f"main S01E01/{label}")
        assert found == really(FolderTree(tmp_path), {f"shows/main/{name}": text[:start] + text[end:]}), label
        broken.update(code for code, _, _ in (found - known(live.findings)).elements())
    # Without the first the case is nobody's; without the second Ben knows nothing, and the lamp and the time hang.
    assert set(broken) >= {"C103", "K101", "C102", "L110"}


def test_episodes_without_numbers_keep_theirs(tmp_path: Path) -> None:
    """If the file really went, the episode after it would be called by its number, and take its references."""
    scene = "INT. PIER - DAY\n\nADA\nHere.\n"
    write(tmp_path, {"a.fountain": scene, "b.fountain": scene, "c.fountain": scene + "\n[[canon: after S01E02/1]]\n"})
    live = LiveUniverse(tmp_path)
    show = live.canon.universe.episodes[0].show.id
    texts = leave_out(live.canon, read_target(live.canon, f"{show} S01E02")).texts
    live.edit(texts)
    assert [episode.code for episode in live.canon.universe.episodes] == ["S01E01", "S01E03"]
    assert [f.code for f in live.findings if f.code == "L110"] == ["L110"]
