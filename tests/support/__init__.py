"""Official stand-ins for what the tests must not reach."""
