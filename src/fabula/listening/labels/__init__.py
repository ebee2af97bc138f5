"""Labels: what is drawn for people to label, what they say, and how far two of them agree."""

from fabula.listening.labels.reading import read_labels
from fabula.listening.labels.table import LABELS, Answer, Labels

__all__ = ["LABELS", "Answer", "Labels", "read_labels"]
