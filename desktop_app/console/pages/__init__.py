"""The pages of the console: each shows a state and tells what happened."""
