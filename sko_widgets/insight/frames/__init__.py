"""What coalitions wrote, as tidy tables: the same columns for an empty store, a thin one and a full one.

`columns.yaml` says which tables there are and what stands in them.  `snapshot_rows` and `instrument_rows` read a
snapshot, `collect` a store, and only `data_frames` knows pandas.
"""
