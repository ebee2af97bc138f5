"""Fitting: classes, folds by author, heads, and how good they are said to be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fabula.listening.scoring.fitting import FOLDS, _folds, classes_of, fit_head, macro_f1
from fabula.listening.scoring.head import Head


def test_classes_of_labels() -> None:
    liking = np.array([-1.0, -0.5, -0.15, 0.0, 0.1, 0.16, 1.0])
    assert classes_of(liking, liking=True).tolist() == [-1, -1, 0, 0, 0, 1, 1]
    assert classes_of(np.array([0.0, 0.3, 0.5, 1.0]), liking=False).tolist() == [0, 0, 1, 1]


def test_f1_by_hand() -> None:
    truth, said = np.array([1, 1, 1, 0, -1]), np.array([1, 1, 0, 0, 0])
    # Of 1: precision 1, recall 2/3, so 0.8; of 0: precision 1/3, recall 1, so 0.5; of -1: never said, so 0.
    assert macro_f1(truth, said) == pytest.approx((0.8 + 0.5 + 0.0) / 3)
    assert macro_f1(truth, truth) == 1.0


@given(st.lists(st.integers(0, 12), min_size=1, max_size=80))
@settings(max_examples=60, deadline=None)
def test_an_author_is_in_one_fold_and_keys_do_not_matter(authors: list[int]) -> None:
    folds = _folds([f"{author:03}" for author in authors])
    assert all(0 <= fold < FOLDS for fold in folds)
    assert len(set(zip(authors, folds.tolist(), strict=True))) == len(set(authors))
    other = _folds([f"{hash((author, 5)) & 0xFFFF:05}-{author}" for author in authors])
    assert other.tolist() == folds.tolist()
    sizes = np.bincount(folds, minlength=FOLDS)
    assert sizes.max() - sizes.min() <= np.bincount(authors).max()


def test_an_author_is_never_tested_on_what_was_learned_of_them() -> None:
    # Each author's comments have a mark of their own and one label: whoever learns the marks is right on known authors.
    authors = [f"a{number // 6}" for number in range(120)]
    chance = np.random.default_rng(1)
    label = chance.choice([-1.0, 1.0], 20)
    labels = np.repeat(label, 6)
    fit = fit_head(np.kron(np.eye(20), np.ones((6, 1))), labels, authors, liking=True)
    assert float((fit.predicted == fit.classes).mean()) <= fit.majority
    matrix = np.kron(np.eye(20), np.ones((6, 1)))
    assert (np.sign(fit.head.score(matrix)) == labels).mean() > 0.5  # though the head itself knows them


def test_scores_lie_between_what_labels_of_the_classes_say() -> None:
    chance = np.random.default_rng(2)
    matrix = chance.normal(size=(90, 4))
    labels = np.clip(matrix[:, 0], -1, 1)
    fit = fit_head(matrix, labels, [str(number) for number in range(90)], liking=True)
    assert fit.head.values.tolist() == sorted(fit.head.values.tolist())
    scores = fit.head.score(chance.normal(scale=50, size=(200, 4)))
    assert scores.min() >= fit.head.values.min() >= -1
    assert scores.max() <= fit.head.values.max() <= 1
    assert float((fit.predicted == fit.classes).mean()) > fit.majority


def test_probabilities_of_a_head() -> None:
    head = Head(np.array([-1.0, 1.0]), np.array([[0.0], [1.0]]), np.array([0.0, 0.0]))
    found = head.probabilities(np.array([[0.0], [1000.0], [-1000.0]]))
    assert found.sum(axis=1) == pytest.approx([1, 1, 1])
    assert head.score(np.array([[0.0], [1000.0], [-1000.0]])).tolist() == [0.0, 1.0, -1.0]
