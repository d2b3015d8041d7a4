"""The single window: needs, plans, referrals, grievances, and what is due."""
