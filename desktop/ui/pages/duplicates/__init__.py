"""People who may be registered twice: compared, decided, merged, parted again."""
