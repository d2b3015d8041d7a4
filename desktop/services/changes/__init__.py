"""What happens to a household after registration: asked for, decided, applied, taken back, told."""
