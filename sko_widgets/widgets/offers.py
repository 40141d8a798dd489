"""What a coalition agreed to in its learning group, as an offer on its own page."""

from __future__ import annotations

import traitlets as t

from .base import Control
from .own_widget import Front


class Offers(Control):
    """Agreements with two buttons each, `Bij Acties zetten` and `Niet nu`; later it asks whether it worked.

    Messages, sent after all fields are saved: `take` and `refuse` with an offer's `id`; `tell` with `id`, `outcome` and
    `told`.  A handler may return `{"message"}`, and `{"to", "link"}`, the address and the name of where it stands now.

    Parameters
    ----------
    title
        The heading; nothing is shown while there are no offers.
    offers
        `{"id", "colour", "origin", "text", "answer", "can_take", "asks"}` each: `answer` is what was said to it,
        `overgenomen` or `niet-nu`, and `asks` whether it is time to say how it went.
    outcomes
        `{"id", "label"}` each: how it can have gone.
    """

    title = t.Unicode("Uit de leergroep").tag(sync=True)
    offers = t.List(t.Dict()).tag(sync=True)
    outcomes = t.List(t.Dict()).tag(sync=True)

    front = Front("offers")
