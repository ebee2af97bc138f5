"""The shapes that people have."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fabula.listening.errors import ListeningError
from fabula.listening.intake.declared import declare, read_declared
from fabula.listening.intake.presets import PRESETS
from fabula.universe.audience import PRESET_NAMES
from tests.listening.intake.building import KEY, Room


def test_reddit(room: Room) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "c1", "author": "ann", "body": "Tom &amp; Jerry &gt; all", "created_utc": 1600000000, "score": 12,
         "parent_id": "t3_p1", "link_id": "t3_p1", "edited": False},
        {"id": "c2", "author": "[deleted]", "body": "still here", "created_utc": "1600000001", "score": -3,
         "parent_id": "t1_c1", "link_id": "t3_p1", "edited": 1600000100.0},
        {"id": "c3", "author": "bob", "body": "[removed]", "created_utc": 1600000002, "score": 1, "parent_id": "t1_c1"},
        {"id": "c4", "author": "[deleted]", "body": "[deleted]", "created_utc": 1600000003, "score": 1},
    ]  # fmt: skip
    room.write("RC", "".join(json.dumps(row) + "\n" for row in rows))
    added = room.add("RC", preset="reddit")
    assert [(r["comment"], r["text"], r["likes"], r["parent"], r["author"]) for r in room.rows()] == [
        ("src:c1", "Tom & Jerry > all", 12, None, KEY.hash("ann")),
        ("src:c2", "still here", -3, "src:c1", None),
    ]
    assert dict(added.counts.dropped) == {"deleted where it was written": 2}
    listing = {"kind": "Listing", "data": {"children": [{"kind": "t1", "data": row} for row in rows]}}
    room.write("listing.json", json.dumps(listing))
    room.add("listing.json", "listing", preset="reddit")
    assert room.texts("listing") == ["Tom & Jerry > all", "still here"]


def youtube(number: int, text: str, parent: str | None = None) -> dict[str, Any]:
    snippet: dict[str, Any] = {
        "textDisplay": f"<b>{text}</b><br>", "textOriginal": text, "authorDisplayName": f"@name{number}",
        "authorChannelId": {"value": f"UC{number}"}, "likeCount": number, "publishedAt": f"2023-05-0{number}T10:00:00Z",
    }  # fmt: skip
    return {"id": f"y{number}", "snippet": {**snippet, **({"parentId": parent} if parent else {})}}


def test_youtube_threads(room: Room) -> None:
    thread = {
        "kind": "youtube#commentThread", "id": "y1",
        "snippet": {"videoId": "v", "topLevelComment": youtube(1, "first"), "totalReplyCount": 1},
        "replies": {"comments": [youtube(2, "reply", "y1")]},
    }  # fmt: skip
    room.write("threads.json", json.dumps({"kind": "list", "pageInfo": {"total": 1}, "items": [thread]}, indent=2))
    room.add("threads.json", preset="youtube", show="citadel", episode="S01E03")
    found = [(r["comment"], r["text"], r["likes"], r["parent"], r["author"]) for r in room.rows()]
    assert found == [
        ("src:y1", "first", 1, None, KEY.hash("UC1")),
        ("src:y2", "reply", 2, "src:y1", KEY.hash("UC2")),
    ]
    assert {(r["show"], r["episode"]) for r in room.rows()} == {("shows/citadel", "citadel/s01e03")}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (  # yt-dlp
            json.dumps({"id": "v", "title": "t", "comments": [
                {"id": "a", "text": "good", "timestamp": 1683000000, "like_count": 3, "parent": "root"},
                {"id": "b", "text": "no", "timestamp": 1683000001, "like_count": 0, "parent": "a"},
            ]}),
            [("src:a", "good", 3, None), ("src:b", "no", 0, "src:a")],
        ),
        (  # youtube-comment-downloader
            json.dumps({"cid": "a", "text": "good", "time": "2 years ago", "time_parsed": 1683000000.0,
                        "channel": "UC1", "votes": "1.2K", "heart": False}) + "\n",
            [("src:a", "good", 1200, None)],
        ),
        (  # an export as CSV, with the site's markup
            "commentId,authorDisplayName,publishedAt,textDisplay,likeCount\n"  # noqa: ISC004
            "a,@ann,2023-05-02T04:00:00Z,it&#39;s <a href=x>so</a> good<br>really,7\n",
            [("src:a", "it's so good\nreally", 7, None)],
        ),
    ],
)  # fmt: skip
def test_youtube_exports(room: Room, text: str, found: list[Any]) -> None:
    room.write("a.txt", text)
    room.add("a.txt", preset="youtube")
    assert [(r["comment"], r["text"], r["likes"], r["parent"]) for r in room.rows()] == found
    assert all(r["time"].year == 2023 for r in room.rows())


def test_tweets(room: Room) -> None:
    tweet = {
        "id_str": "1", "full_text": "so good &amp; so sad", "created_at": "Wed Oct 10 20:19:24 +0000 2018",
        "favorite_count": "3", "lang": "en", "in_reply_to_status_id_str": "9",
    }  # fmt: skip
    room.write("tweets.js", "window.YTD.tweet.part0 = " + json.dumps([{"tweet": tweet}]))
    room.write("tweets.csv", "Tweet Id,Text,Date,Username,Likes\n2,fine,2018-10-10 20:19:24+00:00,ann,4\n")
    room.add("tweets.js", preset="tweets")
    room.add("tweets.csv", preset="tweets")
    first, second = room.rows()
    assert (first["comment"], first["text"], first["likes"], first["parent"], first["language"]) == (
        "src:1", "so good & so sad", 3, "src:9", "en",
    )  # fmt: skip
    assert (second["comment"], second["text"], second["likes"], second["author"]) == (
        "src:2",
        "fine",
        4,
        KEY.hash("ann"),
    )
    assert first["time"] == second["time"]


def test_reviews(room: Room) -> None:
    room.write("a.csv", "title,review,stars,date\nWow,so good,★★★★☆,28/04/2023\n,bad,1,29/04/2023\n")
    room.add("a.csv", preset="reviews")
    assert [(r["text"], r["rating"]) for r in room.rows()] == [("Wow\nso good", 0.75), ("bad", 0.0)]


def test_declared_in_the_settings(room: Room) -> None:
    room.write(
        "fabula.toml",
        '[listening.sources.board]\nfiles = "audience/*.jsonl"\npreset = "reddit"\n'
        '[listening.sources.shop]\nfiles = ["a.csv"]\nrating = [1, 5]\n'
        'columns = { text = ["title", "body"], likes = "a.b" }\n',
    )
    board, shop = read_declared(room.root).values()
    assert (board.files, board.preset, board.place) == (("audience/*.jsonl",), "reddit", "fabula.toml:1")
    assert (shop.rating, dict(shop.columns)) == ((1.0, 5.0), {"text": ("title", "body"), "likes": ("a.b",)})


def test_the_settings_know_every_preset() -> None:
    assert tuple(PRESETS) == PRESET_NAMES


@pytest.mark.parametrize(
    ("line", "message", "remedy"),
    [
        ('preset = "redit"', "there is no preset “redit”", "use one of"),
        ('timezone = "Europe/Lndon"', "there is no time zone “Europe/Lndon”", "did you mean Europe/London?"),
        ("rating = 5", "rating is the scale", "write rating = [1, 5]"),
        ('columns = { txt = "a" }', "there is no column “txt” of ours", "did you mean text?"),
        ('encoding = "utf-9"', "there is no encoding “utf-9”", "did you mean utf-8?"),
        ('file = "x"', "there is no setting “file” of a source", "did you mean files?"),
        ('language = "klingonish"', "“klingonish” is no language", 'language = "en"'),
        ('episode = "S01E03"', "“S01E03” names no episode", "show"),
        ('time-format = "%Q"', "“%Q” is no format", "time-format"),
    ],
)
def test_what_is_wrong_in_the_settings(room: Room, line: str, message: str, remedy: str) -> None:
    room.write("fabula.toml", f'name = "x"\n\n[listening.sources.a]\nfiles = "a.csv"\n{line}\n')
    with pytest.raises(ListeningError, match=message.replace("(", r"\(")) as error:
        read_declared(room.root)
    assert error.value.message.startswith("fabula.toml:5: "), error.value.message
    assert remedy in error.value.remedy


def test_names_of_sources() -> None:
    with pytest.raises(ListeningError, match="cannot name a source"):
        declare("../up", {"files": "a"})
