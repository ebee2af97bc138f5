"""Intake: from the files that people have, to comments in the store. Rows that hold none are kept aside."""
