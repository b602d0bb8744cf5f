"""Extension points: a table from a name to an object that is imported on first use."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.metadata import entry_points

from graphbuild.errors import PluginError


class Registry(Mapping[str, object]):
    """Maps names to "module:attribute" targets, built-ins first, then installed entry points.

    A name that two targets claim is an error, and so is an unknown name.

    >>> readers = Registry("graphbuild.doctest", {"join": "posixpath:join"})
    >>> readers["join"]("a", "b")
    'a/b'
    """

    def __init__(self, group: str, built_in: Mapping[str, str]) -> None:
        self.group = group
        self._built_in = dict(built_in)
        self._targets: dict[str, str] | None = None

    def _table(self) -> dict[str, str]:
        if self._targets is None:
            targets = dict(self._built_in)
            for point in entry_points(group=self.group):
                if targets.get(point.name, point.value) != point.value:
                    problem = f"the name {point.name!r} is claimed by {targets[point.name]} and {point.value}"
                    raise PluginError(problem, where=self.group, remedy="rename or uninstall one of them")
                targets[point.name] = point.value
            self._targets = targets
        return self._targets

    def __getitem__(self, name: str) -> object:
        table = self._table()
        if name not in table:
            known = ", ".join(sorted(table))
            raise PluginError(f"unknown name {name!r}", where=self.group, remedy=f"one of: {known}")
        module, _, attribute = table[name].partition(":")
        try:
            loaded: object = getattr(import_module(module), attribute)
        except (ImportError, AttributeError) as error:
            problem = f"{name!r} does not load from {table[name]}: {error}"
            raise PluginError(problem, where=self.group, remedy="install what it needs") from error
        return loaded

    def __contains__(self, name: object) -> bool:
        return name in self._table()

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._table()))

    def __len__(self) -> int:
        return len(self._table())
