//! What needs the finished command and outside judges; `tests/all` runs it.
