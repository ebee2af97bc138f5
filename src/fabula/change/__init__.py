"""Change: what differs between two versions of a universe, what rests on what, and how versions become one."""
