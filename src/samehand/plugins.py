"""Find plug-ins: every module of a package that defines one, by its own name.

One new file adds a source, a link or a detector; nothing else has to be told.
"""

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

Plugin = TypeVar("Plugin")


def find(package: ModuleType, kind: type[Plugin]) -> dict[str, Plugin]:
    """Every object of `kind` defined at the top of a module of `package`, by its name, sorted.

    Raises TypeError when two plug-ins bear one name.
    """
    found: dict[str, Plugin] = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        for plugin in vars(module).values():
            if isinstance(plugin, kind):
                name = str(getattr(plugin, "name"))  # noqa: B009 - a Protocol would say no more
                if found.setdefault(name, plugin) is not plugin:
                    raise TypeError(f"two plug-ins are called {name}")
    return dict(sorted(found.items()))
