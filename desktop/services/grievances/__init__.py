"""Grievances: hear them, answer them in time, keep the sealed ones from whom they do not concern."""
