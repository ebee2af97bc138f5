"""What is told of people, scenes, secrets, things and notes, each on a page of a dozen lines of Markdown."""
