"""The shapes in which people have comments, as columns by the names that each gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["PRESETS", "Preset"]

Explode = Callable[[dict[str, Any]], Iterator[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Preset:
    """One shape. ``columns`` are names that ours go by, the likeliest first; "a+b" are two that are read as one text.

    ``inner`` are arrays that may hold the comments of a document. ``gone`` are texts that say that there is none any
    more, ``nobody`` authors that are none. ``explode`` makes comments of a nested record.
    """

    name: str
    about: str
    columns: dict[str, tuple[str, ...]]
    inner: tuple[tuple[str, ...], ...] = ()
    gone: frozenset[str] = frozenset()
    nobody: frozenset[str] = frozenset()
    markup: str = ""
    explode: Explode | None = None


def _of(**columns: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(names.split()) for name, names in columns.items()}


def _reddit(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    inner = record.get("data")
    record = inner if isinstance(inner, dict) else record
    parent = record.get("parent_id")
    if isinstance(parent, str):  # "t1_" is a comment; "t3_" the post itself, which is no comment
        record = {**record, "parent_id": parent[3:] if parent.startswith("t1_") else None}
    if isinstance(record.get("id"), str) and record["id"].startswith(("t1_", "t3_")):
        record = {**record, "id": record["id"][3:]}
    yield record


def _youtube(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    snippet = record.get("snippet")
    if not isinstance(snippet, dict):
        yield {**record, "parent": None} if record.get("parent") == "root" else record
        return
    top = snippet.get("topLevelComment")
    yield _comment(top if isinstance(top, dict) else record)
    replies = record.get("replies")
    listed = replies.get("comments") if isinstance(replies, dict) else replies
    for reply in listed if isinstance(listed, list) else ():
        if isinstance(reply, dict):
            yield _comment(reply)


def _comment(record: dict[str, Any]) -> dict[str, Any]:
    snippet = record.get("snippet")
    snippet = snippet if isinstance(snippet, dict) else {}
    return {**snippet, "id": record.get("id"), "parent": snippet.get("parentId")}


def _tweet(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    inner = record.get("tweet")
    yield inner if isinstance(inner, dict) else record


_GONE: Final = frozenset(
    {"[deleted]", "[removed]", "[ removed by reddit ]", "[deleted by user]", "[removed by moderator]"}
)

_GENERAL: Final = _of(
    text="text comment body content message review comment_text commenttext reviewtext review_text fulltext "
    "full_text textoriginal textdisplay post tweet",
    id="id comment_id commentid cid review_id reviewid post_id tweet_id id_str uuid",
    author="author user username user_name author_name authordisplayname name screen_name handle nickname reviewer",
    time="time timestamp created_utc created_at createdat publishedat published_at date datetime posted_at "
    "created posted review_date",
    language="language lang locale",
    rating="rating stars star_rating",
    likes="likes like_count likecount score upvotes votes favorite_count helpful",
    parent="parent parent_id parentid reply_to in_reply_to in_reply_to_id",
    show="show series",
    episode="episode episode_code",
)

PRESETS: Final = {
    preset.name: preset
    for preset in (
        Preset("plain", "any table with a column of texts", _GENERAL, inner=(("comments",), ("items",), ("data",))),
        Preset(
            "reddit",
            "dumps of Reddit's comments and posts (.zst, JSON a line), listings of its API, exports as CSV",
            _of(
                text="body title+selftext selftext title comment text content",
                id="id name comment_id",
                author="author author_name username user",
                time="created_utc created timestamp created_at date time",
                likes="score ups upvotes",
                parent="parent_id parent",
                language="lang language",
            ),
            inner=(("data", "children"),),
            gone=_GONE,
            nobody=frozenset({"[deleted]", "[removed]"}),
            markup="entities",
            explode=_reddit,
        ),
        Preset(
            "youtube",
            "comment threads of YouTube's API, what common downloaders write (yt-dlp, youtube-comment-downloader), CSV",
            _of(
                text="textOriginal textDisplay snippet.textOriginal snippet.textDisplay "
                "snippet.topLevelComment.snippet.textOriginal snippet.topLevelComment.snippet.textDisplay "
                "text comment comment_text content",
                id="id cid commentId comment_id snippet.topLevelComment.id",
                author="authorChannelId.value author_id channel authorDisplayName author author_name name username "
                "user snippet.topLevelComment.snippet.authorDisplayName snippet.authorDisplayName",
                time="publishedAt timestamp time_parsed published_at date time created_at "
                "snippet.topLevelComment.snippet.publishedAt snippet.publishedAt",
                likes="likeCount like_count likes votes snippet.topLevelComment.snippet.likeCount snippet.likeCount",
                parent="parent parentId parent_id snippet.parentId",
                language="language lang",
            ),
            inner=(("items",), ("comments",)),
            markup="tags",
            explode=_youtube,
        ),
        Preset(
            "reviews",
            "reviews with stars or points",
            _of(
                text="title+review title+text title+body title+content review text body content reviewText reviewBody "
                "review_body review_text reviewDescription comment summary",
                id="review_id reviewId reviewID id",
                author="user author username user_name reviewer reviewerID userName reviewerName author.name name",
                time="date review_date at created_at created reviewTime unixReviewTime datePublished timestamp time",
                rating="stars rating star_rating overall reviewRating.ratingValue reviewRating score points grade",
                likes="helpful helpful_votes helpful_vote thumbsUpCount likes vote votes",
                language="language lang locale",
                episode="episode episode_code",
            ),
            inner=(("reviews",), ("items",), ("data",)),
            markup="entities",
        ),
        Preset(
            "tweets",
            "archives of tweets (window.YTD.tweet.part0 = …), results of the API, exports as CSV",
            _of(
                text="full_text note_tweet.text text tweet content rawContent tweet_text tweet_content",
                id="id_str id tweet_id tweetid",
                author="user.screen_name user.username author_id screen_name username user_name user author",
                time="created_at createdAt date datetime timestamp time tweet_created",
                likes="favorite_count public_metrics.like_count likeCount likes like_count favorites nlikes",
                parent="in_reply_to_status_id_str in_reply_to_status_id inReplyToTweetId reply_to",
                language="lang language",
            ),
            inner=(("data",), ("tweets",), ("statuses",)),
            markup="entities",
            explode=_tweet,
        ),
    )
}
"""Every preset by name."""
