"""What may be asked for after registration: a form for each kind of change, and the rules it must pass."""
