"""Knowledge: who says, does and tells what they cannot know."""
