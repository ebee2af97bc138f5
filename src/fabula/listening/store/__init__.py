"""The store: where comments, marks, mentions and labels are kept, and under which key authors are hashed."""

from fabula.listening.store.place import Part, Store, open_store

__all__ = ["Part", "Store", "open_store"]
