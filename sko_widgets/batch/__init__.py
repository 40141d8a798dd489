"""Many reports: run and manifest."""
