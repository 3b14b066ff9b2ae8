"""Downloading from news services with the user's own key, politely and so that it can go on.

Answers are kept as they came, a file each, beside the output until all are there; a run that
was stopped asks only for what is missing.  Keys come from the environment and are never
written, printed or logged.
"""
