"""What the audience responds to, written for people (text, HTML) and for programs (JSON, CSV, Parquet)."""
