"""IN TRANSIT: immutable files with a run of one device's records."""
