"""Chinese: words, dates, names and clauses."""
