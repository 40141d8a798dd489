"""The papermill engine that runs notebooks in the kept kernel.

Registered under the entry point group `papermill.engine` as `sko`.  papermill imports this module
for every user, and before it is imported itself: nothing of ours imports it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from papermill.engines import Engine

if TYPE_CHECKING:
    from papermill.engines import NotebookExecutionManager


class KeptKernelEngine(Engine):  # type: ignore[misc]  # papermill publishes no types
    """Executes notebooks one after the other in one kernel, each in a clean namespace."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, *, execution_timeout: int | None = None, **_: Any
    ) -> None:
        """Execute one notebook; what `papermill.execute_notebook(engine_name="sko")` calls.

        The cells run in one go, so papermill learns which one failed and not how long each took.

        Parameters
        ----------
        nb_man
            papermill's manager of the notebook.
        kernel_name
            Name of the kernel.
        execution_timeout
            Most seconds the notebook may take; none by default.
        """
        from nbformat import NotebookNode

        from .kept_kernel import KernelRefusedError, shared

        cells = [(at, cell) for at, cell in enumerate(nb_man.nb.cells) if cell.cell_type == "code"]
        done = shared(kernel_name or "python3").run([cell.source for _, cell in cells], execution_timeout)
        for (at, cell), outputs in zip(cells, done, strict=False):
            cell.outputs = [NotebookNode(output) for output in outputs]
            if any(output["output_type"] == "error" for output in outputs):
                nb_man.cell_exception(cell, at)
                return
        if len(done) < len(cells):
            raise KernelRefusedError("er kwam geen uitvoer terug")
