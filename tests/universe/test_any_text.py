"""Whatever a script says, linking it gives a universe that holds together."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.bible.entries import read_entry
from fabula.bible.model import EntryKind
from fabula.script.read import read_script
from fabula.source import Source
from fabula.universe.episodes import arrange_episodes
from fabula.universe.files import Files
from fabula.universe.link import link_universe
from fabula.universe.model import Settings
from fabula.universe.shows import choose_mothership, read_show

WORDS = st.sampled_from(
    """MASON NADIA YOUNG THE GUARD #2 & / , ' ’S VOICE MR. (V.O.) (19) KYLE - 12 É É राही ALL KITCHEN FLAT MOVING the
    of""".split()
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
CANON = st.sampled_from(
    ["with", "without", "in 2014;", "at the fall;", "expect", "dies", "knows", "Mason", "Kyle", ";"]
)
PREFIXES = st.sampled_from(["INT. ", "EXT ", ".", "INT./EXT. "])
LINES = st.one_of(
    NAMES.map(lambda name: f"\n{name}\nWords."),
    NAMES.map(lambda name: f"\n@{name}^\nWords."),
    st.tuples(PREFIXES, NAMES).map(lambda pair: f"\n{''.join(pair)} - DAY\n"),
    st.lists(CANON, max_size=5).map(lambda words: f"[[canon: {' '.join(words)}]]"),
    st.text(max_size=20),
)
SCRIPTS = st.lists(LINES, max_size=12).map("\n".join)
ENTRIES = (
    (EntryKind.PERSON, "mason", "---\nname: Mason Kane\n---\n"),
    (EntryKind.PERSON, "will", "---\nname: The Guard\nnature: class\n---\n"),
    (EntryKind.COVER, "kyle", "---\nname: Kyle\nof: Mason\n---\n"),
    (EntryKind.PLACE, "flat", "---\nname: Flat\nin: Kitchen\n---\n"),
    (EntryKind.PLACE, "kitchen", "---\nname: Kitchen\nin: Flat\n---\n"),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(SCRIPTS, min_size=1, max_size=3), st.booleans())
def test_any_script(texts: list[str], with_bible: bool) -> None:
    scripts = [read_script(Source(f"x{number}.fountain", text))[0] for number, text in enumerate(texts)]
    sheet = read_show("main", "Main", Source(".", ""), {})
    choose_mothership([sheet])
    arrange_episodes(sheet, [((script.source.path,), script) for script in scripts])
    files = Files(Path(), Settings(), {"main": sheet.show}, has_bible=with_bible)
    if with_bible:
        files.entries = [read_entry(Source(f"{kind}/{stem}.md", text), kind)[0] for kind, stem, text in ENTRIES]
    universe, findings = link_universe(files)

    assert [scene.order for scene in universe.scenes] == list(range(len(universe.scenes)))
    assert len(universe.by_name) == len(universe.scenes)
    for scene in universe.scenes:
        assert not scene.place or scene.place in universe.entities
        for speech in scene.speeches:
            assert set(speech.people) <= set(universe.entities)
            assert len(set(speech.people)) == len(speech.people)
        for statement in scene.statements:
            for name in statement.all_names():
                assert set(name.keys) <= set(universe.entities)
        places = [(mention.start, mention.end) for mention in scene.mentions]
        assert places == sorted(places)
        assert all(scene.written.start <= start < end <= scene.written.end for start, end in places)
    for key, entity in universe.entities.items():
        assert (key, entity.declared) == (entity.key, entity.entry is not None)
        assert not entity.parent or entity.parent in universe.entities
    for finding in findings:
        assert 0 <= finding.span.start <= finding.span.end <= len(finding.span.source.text)
    for unlinked in universe.unlinked:
        assert set(unlinked.candidates) <= set(universe.entities)
