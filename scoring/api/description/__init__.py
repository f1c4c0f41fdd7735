"""What each operation of the API says of itself, for its document."""
