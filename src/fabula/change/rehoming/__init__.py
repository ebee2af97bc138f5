"""What a show leaves open when it ends before its story, and where that can go on."""
