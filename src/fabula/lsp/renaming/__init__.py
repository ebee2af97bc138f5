"""What a new name changes: the forms of a name, the places to edit, and the reasons not to."""
