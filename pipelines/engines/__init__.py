"""Engines: how the work on batches of documents is shared out; `run_local` on this machine."""

from pipelines.engines.local import Batch, Result, Work, real_work, run_local

__all__ = ["Batch", "Result", "Work", "real_work", "run_local"]
