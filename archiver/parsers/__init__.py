"""One parser per field; article.py holds the order of the steps."""
