"""Lists of people from elsewhere: what their columns mean, and the forms their rows become."""
