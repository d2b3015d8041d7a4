"""Forms as data (XLSForm): what they ask, and what their expressions say while they are filled in."""
