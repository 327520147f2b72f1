"""Whole journeys through the API."""
