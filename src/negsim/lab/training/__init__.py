"""Trains the learned reader from the corpus. Needs torch; nothing else in the project imports this package."""
