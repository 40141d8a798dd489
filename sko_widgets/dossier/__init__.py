"""A dossier: its model, its store and the exchange format."""
