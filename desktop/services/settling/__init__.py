"""What two people wrote without knowing of each other, and what the server refused: settled by a person."""
