"""What a show leaves open, and where it can go on."""
