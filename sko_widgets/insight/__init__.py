"""Reads dossiers: how far they are, and what they could ask themselves."""
