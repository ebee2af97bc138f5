"""What follows from the text: times, presence, facts."""
