"""Small parts every page is made of; each says its own words in the language on screen."""
