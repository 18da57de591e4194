"""Timers that are moved by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Wheel:
    """Timers that ring when `turn` passes their moment."""

    time: float = 0.0
    calls: list[Ring] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def call_in(self, seconds: float, call: Callable[[], None]) -> Ring:
        ring = Ring(self.time + seconds, call)
        self.calls.append(ring)
        return ring

    def turn(self, seconds: float) -> None:
        end = self.time + seconds
        while due := sorted((r for r in self.calls if r.live and r.moment <= end), key=lambda r: r.moment):
            self.time = max(self.time, due[0].moment)
            due[0].live = False
            due[0].call()
        self.time = end


@dataclass
class Ring:
    moment: float
    call: Callable[[], None]
    live: bool = True

    def cancel(self) -> None:
        self.live = False
