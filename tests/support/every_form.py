"""All classes of forms of the product, and the names of all their fields."""

from collections.abc import Iterator

from partner_hub import create_app  # noqa: F401 - with it, every form of the product is known
from partner_hub.core.forms import Form


def every_form(kind: type[Form] = Form) -> Iterator[type[Form]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("partner_hub."):
            yield each
        yield from every_form(each)


def field_names(kind: type[Form]) -> list[str]:
    return [name for name in dir(kind) if hasattr(getattr(kind, name), "_formfield")]


FORMS = sorted(set(every_form()), key=lambda kind: f"{kind.__module__}.{kind.__name__}")
NAMES = sorted({name for kind in FORMS for name in field_names(kind)})
