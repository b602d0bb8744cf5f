"""Reading the language of articles: numbers, dates, durations, hedges, negation and lexicons."""
