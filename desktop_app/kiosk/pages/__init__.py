"""One file a screen. A page shows a state and says what happened on it; it decides nothing."""
