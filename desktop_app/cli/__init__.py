"""THE COMMAND LINE: parse, call one function, print."""
