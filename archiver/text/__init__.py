"""String in, string out: decoding, repair, dates, names, URLs, folding."""
