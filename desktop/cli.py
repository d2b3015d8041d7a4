"""The commands of the office file: every service without a window."""
