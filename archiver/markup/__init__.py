"""The only room that knows HTML; gives documents made of blocks of text."""
