"""What rests on a scene, a fact or a person; and what would be so without it."""
