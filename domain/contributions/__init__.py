"""The contributory side: employers, statements, rates with dates, periods of insurance."""
