"""Diplomatic news as a knowledge graph people trust."""

__version__ = "0.1.0"
