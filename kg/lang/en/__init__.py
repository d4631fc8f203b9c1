"""English: words, dates, names and clauses."""
