"""The counter: an offline-first application for district social-protection staff."""
