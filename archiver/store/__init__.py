"""The database: articles, versions, captures' index, frontier, runs, search."""
