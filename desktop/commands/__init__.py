"""What the command line can do, one command a module: `arguments` says what it takes, `run` does it."""
