"""Where names stand in scripts and bible, and what an offset of a file points at."""
