"""The selection of tests that mutants of the engine and of the answers are run against."""
