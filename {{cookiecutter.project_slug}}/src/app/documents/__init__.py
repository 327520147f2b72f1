"""Keeps the documents true: rewrites what they derive from the code, and checks the rest."""
