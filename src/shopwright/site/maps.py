"""Maps that are drawn from the code: the course by what its chapters need, and the store by its imports."""

import ast
from collections import defaultdict
from collections.abc import Mapping, Sequence

from shopwright.site import parts
from shopwright.site.directives import Call, Context
from shopwright.site.drawing import Box, drawn
from shopwright.site.markup import count, escape, inline, link
from shopwright.site.material import Material
from shopwright.site.needs import imports, module_of, reduced
from shopwright.site.reference import table


def course_map(context: Context, call: Call) -> str:
    """`@course-map`: the chapters, each below those that it stands on, and the same as a table."""
    call.only()
    course, needs = context.material.course, context.material.needs
    boxes, arrows, rows = [], [], []
    for number, chapter in enumerate(course.chapters, 1):
        href = link(context.page, parts.lesson_page(chapter))
        boxes.append(Box(chapter.slug, f"{number}. {chapter.title}", href, (chapter.part,)))
        arrows += [(other, chapter.slug, "") for other in needs[chapter.slug]]
        named = ", ".join(_lesson(context, other) for other in needs[chapter.slug])
        rows.append(
            (f"{number}. {_lesson(context, chapter.slug)}", named or "nothing", _after(context, chapter.slug))
        )
    picture = drawn(boxes, arrows, "Map of the course: each chapter stands below those that it needs")
    words = table(("Chapter", "stands on", "needed by"), rows)
    return f"{picture}\n\n## The same as a table {{ #course-map-as-a-table }}\n\n{words}"


def _lesson(context: Context, slug: str) -> str:
    chapter = context.material.course.chapter(slug)
    return f'<a href="{link(context.page, parts.lesson_page(chapter))}">{escape(chapter.title)}</a>'


def _after(context: Context, slug: str) -> str:
    needs = context.material.needs
    return ", ".join(_lesson(context, other) for other in needs if slug in needs[other]) or "no other chapter"


def domain_map(context: Context, call: Call) -> str:
    """`@domain-map`: the store's domains with the imports between them, and the same as a table."""
    call.only()
    material = context.material
    graph = domains(material)
    boxes = [
        Box(name, name, href(material, context.page, f"shop/{name}/__init__.py"), (_files(material, name),))
        for name in graph
    ]
    arrows = [(name, other, "") for name, others in reduced(graph).items() for other in others]
    rows = [
        (
            f'<a href="{href(material, context.page, f"shop/{name}/__init__.py")}"><code>{name}</code></a>',
            _doc(material, name),
            ", ".join(f"<code>{other}</code>" for other in others) or "no other domain",
        )
        for name, others in graph.items()
    ]
    label = "Map of the domains: an arrow leads from a domain to one that it imports"
    words = table(("Domain", "what it is", "imports"), rows)
    return f"{drawn(boxes, arrows, label)}\n\n## The domains as a table {{ #domains-as-a-table }}\n\n{words}"


def domains(material: Material) -> Mapping[str, Sequence[str]]:
    """Return the domains of the finished store with those that each imports, the uppermost first."""
    tree = material.last
    modules = {module_of(path): path for path in tree if path.endswith(".py")}
    graph: dict[str, set[str]] = defaultdict(set)
    for name, path in modules.items():
        domain = domain_of(name)
        if domain and "/migrations/" not in path:
            graph[domain] |= {
                other for found in imports(tree[path].text, modules) if (other := domain_of(found))
            } - {domain}
    order = sorted(graph, key=lambda name: (-len(_reached(name, graph)), name))
    return {name: [other for other in order if other in graph[name]] for name in order}


def domain_of(module: str) -> str:
    """Return the domain that a module belongs to; "" for one outside `shop`."""
    first, _, rest = module.partition(".")
    return rest.partition(".")[0] if first == "shop" and rest else ""


def _reached(name: str, graph: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    wanted = [name]
    while wanted:
        new = graph.get(wanted.pop(), set()) - found
        found |= new
        wanted += new
    return found


def _files(material: Material, domain: str) -> str:
    inside = [path for path in material.last if path.startswith(f"shop/{domain}/") and path.endswith(".py")]
    return count(len(inside), "file")


def _doc(material: Material, domain: str) -> str:
    package = material.last.get(f"shop/{domain}/__init__.py")
    return inline((ast.get_docstring(ast.parse(package.text)) or "").split("\n")[0]) if package else ""


def href(material: Material, page: str, path: str) -> str:
    """Return the address of the place in a lesson where a file came into the store."""
    step = material.brought[path]
    return link(page, f"{parts.lesson_page(material.chapter_of(step))}#commit-{step.slug}")
