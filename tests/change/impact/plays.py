"""Four plays that hang together, as a universe of four shows, with a small bible and canon notes of our own.

The markup of the plays says who is on stage and who speaks; it says nothing of what anybody knows, who has died or what
is set up. That is laid over it here: a note is put behind the last speech of somebody in a scene, in memory. What the
notes say is read off the plays:

- In the second scene the Prince says, alone, that he only feigns his riot. He tells it his father in 3.2, who takes
  him at his word in 5.4, and his brothers and the Lord Chief Justice when he is king (part 2, 5.2). He casts off his
  friends at the end of part 2; the bishops wonder at the change when *Henry V* begins.
- Worcester plans a rising in 1.3 with Hotspur and Northumberland, who brings in the Archbishop (4.4); in part 2 the
  Archbishop goes on with it (1.3).
- Falstaff robs travellers on Gad's Hill in 2.2; the Lord Chief Justice holds it against him in part 2, 1.2.
- In the last act the King offers pardon, which Worcester keeps from Hotspur; Douglas kills Blunt, and the Prince kills
  Hotspur; Falstaff claims to have done it. Morton brings the news of Hotspur's death in part 2, 1.1; his widow holds it
  against Northumberland in 2.3; and Colevile yields to Falstaff's name in 4.2.
- King Henry IV dies in part 2, 4.3, and Falstaff in *Henry V*, 2.3. *The Merry Wives* play between the battle of the
  first play and his death.
"""

from __future__ import annotations

from pathlib import Path

from fabula.stages import load_canon
from fabula.universe.tree import EditedTree, FolderTree

__all__ = ["PLAYS", "plays_tree"]

PLAYS = Path(__file__).parents[4] / "shared" / "data" / "tei"

SHOWS = {
    "henry4-1": ("henry-iv-part-1.xml", "role: mothership\nfeeds: [henry4-2, henry5, wives]\nstatus: released"),
    "henry4-2": ("henry-iv-part-2.xml", "role: spinoff\nfeeds: [henry5, wives]\nstatus: shot"),
    "henry5": ("henry-v.xml", "role: spinoff\nfeeds: [wives]\nstatus: locked"),
    "wives": ("the-merry-wives-of-windsor.xml", "role: spinoff\nstatus: draft"),
}
BIBLE = {
    "bible/people/prince-hal.md": "---\nname: Prince Hal\n---\n",
    "bible/people/king-henry-iv.md": "---\nname: King Henry IV\n---\n",
    "bible/people/worcester.md": "---\nname: Earl of Worcester\n---\n",
    "bible/secrets/feigned-riot.md": "---\nname: the feigned riot\nholders: [Prince Hal]\n---\n",
    "bible/secrets/rising.md": "---\nname: the rising\nholders: [Earl of Worcester]\n---\n",
    "bible/secrets/offer.md": "---\nname: the offer of pardon\nholders: [King Henry IV]\n---\n",
}
NOTES = {
    "henry4-1": {
        ("1.2", "Prince Hal"): "reveals the feigned riot; sets up the reformation",
        ("1.3", "Earl of Worcester"): "Earl of Worcester tells Hotspur the rising; "
        "Earl of Worcester tells Earl of Northumberland the rising",
        ("2.2", "Prince Hal"): "sets up the night on Gad's Hill",
        ("3.2", "Prince Hal"): "Prince Hal tells King Henry IV the feigned riot",
        ("4.1", "Hotspur"): "Hotspur acts on the rising",
        ("4.4", "Archbishop"): "Archbishop learns the rising from Earl of Northumberland",
        ("5.1", "King Henry IV"): "King Henry IV tells Earl of Worcester the offer of pardon",
        ("5.2", "Earl of Worcester"): "expect Earl of Worcester knows the offer of pardon; "
        "expect Hotspur does not know the offer of pardon",
        ("5.3", "Sir Walter Blunt"): "Douglas kills Sir Walter Blunt",
        ("5.4", "Hotspur"): "Prince Hal kills Hotspur",
        ("5.4", "King Henry IV"): "King Henry IV reacts to the feigned riot",
        ("5.4", "Sir John Falstaff"): "sets up the stolen fame; without Lady Percy",
        ("5.5", "King Henry IV"): "Earl of Worcester dies; Sir Richard Vernon dies",
    },
    "henry4-2": {
        ("1.1", "Morton"): "Morton tells Earl of Northumberland that Hotspur is dead",
        ("1.2", "Lord Chief Justice"): "pays off the night on Gad's Hill",
        ("1.3", "Archbishop"): "Archbishop acts on the rising; expect Hotspur is dead",
        ("2.3", "Lady Percy"): "Lady Percy learns that Hotspur is dead from Earl of Northumberland",
        ("4.2", "Sir John Colevile"): "pays off the stolen fame",
        ("4.3", "King Henry IV"): "King Henry IV dies",
        ("5.2", "Prince Hal"): "Prince Hal tells Lord Chief Justice the feigned riot; expect King Henry IV is dead",
        ("5.5", "Prince Hal"): "pays off the reformation",
    },
    "henry5": {
        ("1.1", "Bishop of Canterbury"): "pays off the reformation",
        ("1.2", "Prince Hal"): "expect Earl of Warwick knows the feigned riot",
        ("2.3", "Hostess"): "Sir John Falstaff dies",
        ("4.1", "Prince Hal"): "expect King Henry IV is dead",
        ("4.7", "Captain Gower"): "expect Sir John Falstaff is dead",
    },
    "wives": {
        ("1.1", "Justice Robert Shallow"): "after henry4-1 S01E01/5.5",
        ("5.5", "Sir John Falstaff"): "before henry5 S01E01/2.1",
    },
}
"""Behind whose last speech in which scene a note stands, and what it says."""


def plays_tree(folder: Path) -> EditedTree:
    """The universe as a tree of files over an empty folder; nothing is written."""
    texts: dict[str, str | bytes | None] = {"fabula.toml": 'name = "Four plays"\n', **BIBLE}
    for show, (name, sheet) in SHOWS.items():
        texts[f"shows/{show}/show.md"] = f"---\n{sheet}\n---\n"
        texts[f"shows/{show}/{name}"] = (PLAYS / name).read_text(encoding="utf-8")
    universe = load_canon(EditedTree(FolderTree(folder), texts)).universe
    people = {entity.name: key for key, entity in universe.entities.items() if key.startswith("people/")}
    for episode in universe.episodes:
        text, script = episode.script.source.text, episode.script
        places: list[tuple[int, str]] = []
        scenes = {scene.label: scene for scene in episode.scenes}
        for (label, name), words in NOTES[episode.show.id].items():
            last = [s.element for s in scenes[label].speeches if people[name] in s.people][-1]
            at = text.index("</sp>", script.elements[last].start) + len("</sp>")
            places.append((at, f"<note>canon: {words}</note>"))
        for at, note in sorted(places, reverse=True):
            text = text[:at] + note + text[at:]
        texts[script.source.path] = text
    return EditedTree(FolderTree(folder), texts)
