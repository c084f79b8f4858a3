"""Settings of the pipeline."""
