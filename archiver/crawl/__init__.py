"""The shell around Scrapy: fetches pages politely and hands them on as nouns."""
