"""What can be done about findings: each module has the answers to one kind of them."""
