"""START-UP: where files live, what is said for each problem, the demo and the self-test."""
