"""Reading the bible: entries, front matter, canon notes."""
