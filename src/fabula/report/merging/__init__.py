"""What is said of a merge: for people, for pull requests, for programs."""
