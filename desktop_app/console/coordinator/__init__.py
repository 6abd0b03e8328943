"""THE COORDINATOR'S PLACES: campaigns are made here, and what comes home becomes one list."""
