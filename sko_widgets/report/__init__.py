"""From a snapshot to a report: papermill, nbconvert, pandoc and Typst."""

FORMATS = ("html", "pdf", "docx")
"""The formats a report comes in, in the order in which they are named."""
