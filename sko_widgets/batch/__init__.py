"""Many reports: plan, run and manifest."""
