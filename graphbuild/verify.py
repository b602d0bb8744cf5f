"""Reads a finished graph back against its sources."""
