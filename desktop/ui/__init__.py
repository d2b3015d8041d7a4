"""The window: screens that call services and know no rules."""
