"""What a text is made of: sentences, words, headers and page furniture. Pure functions."""
