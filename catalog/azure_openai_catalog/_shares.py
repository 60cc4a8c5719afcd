"""Sharing out capacity that is not enough for all."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """The capacities that a deployment may get: from low to high in steps. All but `asked` lie on the steps."""

    where: str
    asked: int
    """What its settings say."""
    low: int
    wanted: int
    """The nearest to `asked` that it may get."""
    high: int
    step: int

    def floor(self, capacity: int) -> int:
        """The largest capacity on the steps that is not above this one."""
        return self.low + (capacity - self.low) // self.step * self.step


def share(lows: list[int], highs: list[int], ranges: list[Range], available: int) -> list[int]:
    """Raise capacities towards their highs as far as there is room, in proportion to what each lacks."""
    room, lacking = available - sum(lows), sum(highs) - sum(lows)
    if lacking <= room:
        return highs
    shares = [
        range_.floor(low + room * (high - low) // lacking)
        for range_, low, high in zip(ranges, lows, highs, strict=True)
    ]
    room = available - sum(shares)
    # Rounding left less than a step each: give it in turn to whoever lacks most of what it was to get.
    order = sorted(range(len(ranges)), key=lambda i: (shares[i] - highs[i], ranges[i].where))
    while takers := [i for i in order if shares[i] < highs[i] and ranges[i].step <= room]:
        for i in takers:
            if ranges[i].step <= room:
                shares[i] += ranges[i].step
                room -= ranges[i].step
    return shares
