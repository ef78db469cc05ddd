"""The process that answers Prometheus is killed."""

from drills.drill import Drill
from drills.place import Place
from local.processes import HOST


def trouble(place: Place) -> dict[str, str]:
    """Kill it."""
    place.kill("metrics")
    return {"FIGURES": f"http://{HOST}:{place.ports['figures']}/metrics"}


DRILL = Drill(trouble, also=("metrics",))
