"""Trend measures: pure functions from tidy frames to tidy frames, each with its source named.

Nothing here knows of a database or of a screen.  A function takes frames with the columns of
its input schema (more columns do no harm) and gives a frame of exactly its output schema, also
when nothing goes in.  Counts are distinct articles or stories, made so by the caller.
"""
