"""Pages kept as WARC records, before anything reads them."""
