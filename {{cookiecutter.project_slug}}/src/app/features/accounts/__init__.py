"""Accounts: users with their profiles and roles."""
