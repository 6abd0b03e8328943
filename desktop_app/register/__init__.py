"""AT THE COORDINATOR'S: all merged records in one database, with nothing readable on the disk."""
