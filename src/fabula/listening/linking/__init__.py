"""Linking: what each comment speaks of, at which words, and how surely."""

from fabula.listening.linking.make import make_linker

__all__ = ["make_linker"]
