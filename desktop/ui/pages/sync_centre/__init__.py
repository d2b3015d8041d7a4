"""The sync centre: what waits, what arrived, what it costs, and what needs somebody."""
