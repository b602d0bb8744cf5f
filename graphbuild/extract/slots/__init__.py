"""The details of a trial as abstracts state them: sizes, doses, end points, values with their spread, p values."""
