"""The API document: finished alike for every web framework, and compared between versions."""
