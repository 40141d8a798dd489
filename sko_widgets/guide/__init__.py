"""Puts widgets and dossier together into the steps that a notebook shows."""
