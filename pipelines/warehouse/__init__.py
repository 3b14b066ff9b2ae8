"""The DuckDB warehouse: its schema, loading, publishing and status."""
