"""ON THE DEVICE: the append-only store of sealed records."""
