"""The pages; each draws itself from the filters of the run."""
