"""What the lexicon makes of sentences: whom they speak of, and what they say."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from fabula.listening.scoring.lexicon import read_entries

from .sentences import batch_of, links_of, score, score_all

LIKED, NEUTRAL, DISLIKED = "+", "0", "-"


def signs(text: str, language: str | None = "en") -> str:
    """For each name whether it is liked, disliked or neither."""
    return "".join("+" if one.liking > 0.1 else "-" if one.liking < -0.1 else "0" for one in score(text, language))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # one clause
        ("Mason was great", "+"),
        ("I love Mason", "+"),
        ("Nadia slaps", "+"),
        ("Orlick is so mid", "-"),
        ("this show jumped the shark with Orlick", "-"),
        ("Mason walked through the door", "0"),
        ("Mason carried the episode", "+"),
        ("they fridged Nadia", "-"),
        ("chills when Mason came in", "+"),
        ("Mason was so badass", "+"),
        # negation
        ("Mason is not great", "-"),
        ("Mason is not bad at all", "+"),
        ("I don't think Mason is interesting", "-"),
        ("no, Mason is great", "+"),
        ("Mason could have been great", "-"),
        ("Mason never disappoints", "+"),
        ("Mason was far from boring", "+"),
        ("dont like Mason", "-"),
        ("I want Mason and Nadia to not recognise each other forever, gorgeous", "++"),
        ("Mason has not met Nadia yet, gorgeous", "0+"),
        ("Mason is not clever, deep or interesting", "-"),
        ("Mason is not clever, or even interesting", "-"),
        ("As somebody who never comments: Mason is unreal", "+"),
        ("Mason (no spoilers) was great", "+"),
        ("Mason (not in the first half) is great", "+"),
        ("Mason was not (really) great", "-"),
        # whom it is about
        ("Mason was great but I can't stand Nadia", "+-"),
        ("I love Mason, Nadia is boring", "+-"),
        ("Mason and Nadia are great", "++"),
        ("Mason, Nadia and Orlick are awful", "---"),
        ("amazing Mason and awful Nadia", "+-"),
        ("great performance by Mason, awful one by Nadia", "+-"),
        ("Mason slaps. Nadia is dull.", "+-"),
        ("although Mason was boring, Nadia carried the episode", "-+"),
        ("Mason waited outside while Nadia was brilliant", "0+"),
        ("Mason. Just wow.", "+"),
        ("What a performance! Mason!", "+"),
        ("Mason was there. The weather was awful that day.", "0"),
        # comparisons and preferences
        ("Mason is better than Nadia", "+-"),
        ("Mason is funnier than Nadia", "+-"),
        ("Mason is worse than Nadia", "-+"),
        ("Mason isn't as good as Nadia", "-+"),
        ("I prefer Mason to Nadia", "+-"),
        ("Mason is better than expected", "+"),
        # wishes
        ("I wish there was more Mason", "+"),
        ("less Nadia please, more Mason", "-+"),
        ("enough of Orlick already", "-"),
        ("Mason deserved better", "+"),
        ("more Mason please", "+"),
        ("More Mason, please!", "+"),
        ("less Mason", "-"),
        ("can we get less Mason and more Nadia?", "-+"),
        ("way more Mason, way less Nadia", "+-"),
        ("we don't need more Mason", "-"),
        ("thank you Mason", "+"),
        ("thanks, so did Mason open the door", "0"),
        ("somebody agree with me, Mason opened the door", "0"),
        # a story is no opinion
        ("Mason is an evil villain who kills everyone", "0"),
        ("Nadia dies and Orlick is a traitor", "00"),
        ("best villain ever, Orlick", "+"),
        ("I love to hate Orlick", "+"),
        ("Mason is his best friend", "0"),
        # sarcasm, quotes, questions
        ('"genius" Mason strikes again', "-"),
        ("Mason is a genius /s", "-"),
        ("> Mason is awful", "0"),
        ("yeah right, Mason is great", "-"),
        ("yeah, right, Mason is great", "-"),
        ("Mason is great... yeah right", "-"),
        ("yeah right, but Mason is great", "+"),
        ("Yeah right. Mason is great", "+"),
        ("so-called genius Mason, Nadia is great", "-+"),
        ("Nadia is brilliant. Mason is great, said no one ever", "+-"),
        ("how good is Mason?!", "+"),
        # drawn-out letters, anywhere in a word, and over the end of what is one of itself
        ("Mason is soooo boooring", "-"),
        ("Mason is boringgg", "-"),
        ("Mason is sooo baddd", "-"),
        ("Mason is amaaaazing", "+"),
        ("loooove Mason", "+"),
        ("Mason is greaaaat", "+"),
        ("booooo Mason", "-"),
        # emoji
        ("Mason 😍", "+"),
        ("Mason 🤮", "-"),
        ("Mason 😍 Nadia 🤮", "+-"),
        # names hold words
        ("Mason", "0"),
    ],
)
def test_who_is_liked(text: str, said: str) -> None:
    assert signs(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mason è bravissimo ma Nadia è noiosa", "+-"),
        ("Non mi piace Mason", "-"),
        ("Mason non è male", "+"),
        ("Adoro Nadia", "+"),
        ("Nadia muore alla fine", "0"),
        ("Mason spacca 😍", "+"),
        ("che noia Mason", "-"),
        ("meno Mason, più Nadia", "-+"),
        ("più Nadia e meno Mason", "+-"),
        ("Più Mason per favore", "+"),
        ("mai più Mason", "-"),
        ("Mason è più bravo di Nadia", "+-"),
        ("Nadia più che Mason", "00"),
        ("Nadia mi piace più di Mason", "+-"),
        ("Mason è noiosoooo", "-"),
    ],
)
def test_italian(text: str, said: str) -> None:
    assert signs(text, "it") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mason bahut accha hai lekin Nadia bakwas", "+-"),
        ("मेसन लाजवाब है लेकिन नादिया बोरिंग है", "+-"),
        ("Mason accha nahi laga", "-"),
        ("Mason ne kamaal kar diya, zabardast acting", "+"),
        ("Nadia मर गई", "0"),
        ("Mason was superb yaar", "+"),
    ],
)
def test_hindi_in_both_scripts_and_mixed_with_english(text: str, said: str) -> None:
    assert signs(text, "hi") == said


def test_a_death_is_mourned_and_nobody_is_blamed_for_it() -> None:
    (mourned,) = score("I hate that Mason died")
    assert mourned.liking >= 0
    (sad,) = score("Mason's death was so sad")
    assert sad.liking >= 0


def test_what_follows_but_counts_more() -> None:
    (first,) = score("Mason is great but boring")
    (last,) = score("Mason is boring but great")
    assert first.liking < 0 < last.liking


def test_degrees() -> None:
    strengths = [score(text)[0].liking for text in ("Mason is kinda nice", "Mason is nice", "Mason is really nice")]
    assert strengths == sorted(strengths) and strengths[0] < strengths[1] < strengths[2]
    assert score("Mason is GOOD, all of it")[0].liking > score("Mason is good, all of it")[0].liking
    assert score("Mason is gooood")[0].liking > score("Mason is good")[0].liking
    assert score("MASON IS GOOD")[0].liking == score("Mason is good".lower().replace("mason", "Mason"))[0].liking


@pytest.mark.parametrize(
    ("text", "axis", "least"),
    [
        ("I can't wait for more Mason", "excitement", 0.9),
        ("so excited to see Mason again!!!", "excitement", 0.9),
        ("OMG Mason!!!", "excitement", 0.6),
        ("Mason? who is she again?", "confusion", 0.7),
        ("I'm so lost, who is Mason?", "confusion", 0.9),
        ("not sure what Mason is doing there", "confusion", 0.8),
        ("why did Mason leave?", "confusion", 0.5),
        ("I bet Mason is the mole", "prediction", 0.9),
        ("calling it now, Mason kills Nadia", "prediction", 0.9),
        ("what if Mason is Kyle?", "prediction", 0.9),
        ("theory: Mason never died", "prediction", 0.9),
        ("Mason is gonna be the traitor", "prediction", 0.6),
        ("scommetto che Mason è vivo", "prediction", 0.9),
    ],
)
def test_the_other_axes(text: str, axis: str, least: float) -> None:
    language = "it" if text.startswith("scommetto") else "en"
    assert getattr(score(text, language)[0], axis) >= least


@pytest.mark.parametrize("axis", ["excitement", "confusion", "prediction"])
def test_an_even_remark_has_little_of_them(axis: str) -> None:
    assert getattr(score("Mason opened the door and Nadia is boring")[0], axis) == 0


def test_not_excited_is_no_excitement() -> None:
    assert score("I'm not excited for Mason")[0].excitement < 0.1


@pytest.mark.parametrize("name", ["english", "italian", "hindi", "emoji"])
def test_no_value_is_taken_for_words(name: str) -> None:
    """An entry whose value stands too near would be an expression that nobody ever writes, and fail in silence."""
    text = (files("fabula.listening.scoring") / "words" / f"{name}.txt").read_text("utf-8")
    assert not [form for form in read_entries(name, text) if re.search(r"[+-]\d\.\d|  ", form)]


def test_the_comment_as_a_whole() -> None:
    """What has no words in the comment, as an episode by its air date, is what the comment as a whole is about."""
    (episode,) = score("loved every minute of it")
    assert episode.liking > 0.5
    scorer_links = [*links_of("I love Mason. What a bore of an episode."), *links_of("")]
    from fabula.listening.scoring import make_scorer

    (scores,) = make_scorer().score(batch_of(["I love Mason. What a bore of an episode."]), [scorer_links])
    person, whole = scores
    assert person is not None and whole is not None
    assert whole.liking < 0 < person.liking


def test_a_relationship_is_spoken_of_by_its_whole_clause() -> None:
    from fabula.listening.model import How, Link
    from fabula.listening.scoring import make_scorer

    text = "Mason and Nadia have great chemistry. Orlick is dull."
    pair = Link("pairs/people/mason+people/nadia", 0, 15, How.PAIR, 0.9)
    (scores,) = make_scorer().score(batch_of([text]), [[*links_of(text), pair]])
    assert [one is not None and one.liking > 0.1 for one in scores] == [True, True, False, True]


def test_a_language_without_a_lexicon_is_not_read() -> None:
    assert score_all(["Mason ist toll", "Mason est nul"], "de") == [[None], [None]]
    assert score_all(["Mason was great"], None)[0][0] is not None, "an unknown language is read as English"


def test_nothing_to_say_of_nothing() -> None:
    from fabula.listening.scoring import make_scorer

    assert make_scorer().score(batch_of(["great", ""]), [[], []]) == [[], []]
    assert make_scorer().score(batch_of([]), []) == []
