"""What an editor asks, each request a function; `HANDLERS` of a module are its requests by their names."""
