"""How a kernel is had: forked and kept ready for pages, or kept over all notebooks of a report."""
