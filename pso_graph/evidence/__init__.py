"""Finding the words that prove a statement, and checking that they still stand there."""
