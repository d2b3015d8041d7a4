"""The contributory side at the desk: employers, statements, money received, periods, who is entitled."""
