"""What fabula has to say about itself."""
