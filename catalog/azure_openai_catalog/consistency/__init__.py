"""A walk over all entries of the catalogue: what contradicts itself, and what is not known.

The shipped catalogue has no contradictions, so whatever is found with an overlay comes from the overlay.
"""

from ..problems import Problem


def problems() -> tuple[Problem, ...]:
    """Everything in the catalogue that cannot be true, with its path in the data files and what to do."""
    from . import access, capacity, models, places

    walks = (places.walk(), models.walk(), capacity.walk(), access.walk())
    return tuple(problem for walk in walks for problem in walk)


def unknowns() -> tuple[Problem, ...]:
    """Every figure that users may ask for and no source has, as warnings with its path."""
    from .unknown import walk

    # Versions of a model share rows: the same gap is named once.
    return tuple(dict.fromkeys(walk()))
