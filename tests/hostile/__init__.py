"""A hostile site of our own, and what the crawl must do there."""
