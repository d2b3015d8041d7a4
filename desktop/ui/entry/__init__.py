"""What stands before the frame: sign in, make an office file, come back with the recovery code."""
