"""What a confidence is worth: of the values that were claimed with 0.8, are eight in ten right?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphbuild.evaluate.scores import Judged

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims of one tenth of confidence: how many, how sure on average, and what share is right."""

    low: float
    count: int
    confidence: float
    right: float


def bins(judged: Iterable[Judged]) -> tuple[Bin, ...]:
    """Gives the tenths of confidence that hold claims, the least sure first; 1.0 lies in the last one."""
    tenths: dict[int, list[Judged]] = {}
    for one in judged:
        tenths.setdefault(min(int(one.confidence * _BINS + 1e-9), _BINS - 1), []).append(one)
    return tuple(
        Bin(
            tenth / _BINS,
            len(held),
            sum(one.confidence for one in held) / len(held),
            sum(one.right for one in held) / len(held),
        )
        for tenth, held in sorted(tenths.items())
    )


def expected_error(found: Sequence[Bin]) -> float:
    """Gives the expected calibration error: the mean gap between confidence and share right, weighed by claims."""
    total = sum(one.count for one in found)
    return sum(one.count * abs(one.confidence - one.right) for one in found) / total if total else 0.0


def by_field(judged: Iterable[Judged]) -> dict[str, tuple[Judged, ...]]:
    """Gives the claims of each field, in the order in which fields first appear, then all together."""
    fields: dict[str, list[Judged]] = {}
    everything = list(judged)
    for one in everything:
        fields.setdefault(one.field, []).append(one)
    return {name: tuple(held) for name, held in fields.items()} | {"all": tuple(everything)}


def table(judged: Iterable[Judged]) -> str:
    """Gives a plain-text table: for each field its claims, mean confidence, share right and error, then its bins."""
    lines = [f"{'field':<26} {'n':>6} {'confidence':>10} {'right':>6} {'error':>6}"]
    for name, held in by_field(judged).items():
        found = bins(held)
        lines.append(_line(name, whole(held), expected_error(found)))
        lines += [_line(f"  {one.low:.1f} to {one.low + 1 / _BINS:.1f}", one) for one in found]
    return "\n".join(lines)


def whole(held: Sequence[Judged]) -> Bin:
    """Gives all claims as one bin."""
    count = len(held)
    confidence, right = sum(one.confidence for one in held), sum(one.right for one in held)
    return Bin(0.0, count, confidence / count if count else 0.0, right / count if count else 0.0)


def figures(judged: Iterable[Judged]) -> dict[str, object]:
    """Gives the same for a machine."""
    return {
        name: {
            "count": len(held),
            "confidence": whole(held).confidence,
            "right": whole(held).right,
            "expected_error": expected_error(bins(held)),
            "bins": [
                {"low": one.low, "count": one.count, "confidence": one.confidence, "right": one.right}
                for one in bins(held)
            ],
        }
        for name, held in by_field(judged).items()
    }


def _line(name: str, one: Bin, error: float | None = None) -> str:
    end = "" if error is None else f" {error:6.3f}"
    return f"{name:<26} {one.count:>6} {one.confidence:10.3f} {one.right:6.3f}{end}"
