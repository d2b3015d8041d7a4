"""One small file for each kind of field; all share the frame of ``field.Field``."""
