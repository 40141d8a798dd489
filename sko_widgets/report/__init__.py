"""From a snapshot to a report: papermill, nbconvert, pandoc and Typst."""
