"""The pages of the window, one purpose each; made when first shown."""
