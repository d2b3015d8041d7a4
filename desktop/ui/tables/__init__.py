"""Tables over any number of rows: they hold ids in order, and fetch a row when it is painted."""
