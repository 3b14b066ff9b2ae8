"""The dashboard: thin pages over the measures of pipelines.query."""
