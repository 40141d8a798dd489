"""A page that hosts our widgets without Jupyter: their real Python, their real JavaScript, a real browser."""
