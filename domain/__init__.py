"""What the desktop and the server agree on: plain Python, with no Qt, SQL, HTTP or files."""
