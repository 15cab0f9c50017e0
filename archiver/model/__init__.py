"""The nouns that travel between rooms; imports nothing of ours."""
