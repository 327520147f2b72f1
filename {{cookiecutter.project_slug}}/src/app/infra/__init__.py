"""The machinery below the features: database, resources, limits, observability."""
