"""The forms in which results are shown; each module renders `PairResult` values."""
