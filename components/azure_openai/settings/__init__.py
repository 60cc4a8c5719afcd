"""The settings: what a user says. Plain pydantic dataclasses, one definition for Python, stack files and schemas."""
