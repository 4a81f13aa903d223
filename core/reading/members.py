"""Which functions of a module Hamilton takes for nodes."""

import ast
from collections.abc import Iterator
from dataclasses import replace

from core.reading.evaluation import Evaluator
from core.reading.module import Binding, FunctionTree, Imported, Module
from core.reading.values import Function, Unclear


def functions_in(module: Module, evaluator: Evaluator) -> list[Function]:
    """Return the public functions of a module in Hamilton's order, which is that of their names.

    Those of modules below a package count where the package imports them.
    """
    bindings = dict(module.names)
    if module.is_package:
        bindings = evaluator.brought(module) | bindings
    return list(_functions(module, bindings, evaluator))


def private_lambdas_in(module: Module) -> Iterator[Function]:
    """Yield the lambdas under private names: Hamilton looks only at what they call themselves."""
    for binding in module.names.values():
        if isinstance(binding.made, ast.Lambda) and binding.name.startswith("_"):
            yield _function_of(binding.made, binding, module)


def _functions(
    module: Module, bindings: dict[str, Binding], evaluator: Evaluator
) -> Iterator[Function]:
    for name in sorted(bindings):
        made = bindings[name].made
        if isinstance(made, FunctionTree) and name in module.names:
            found = Function(module, made, bindings[name].order, bindings[name].is_certain)
        elif isinstance(made, ast.Lambda) and name in module.names:
            found = _function_of(made, bindings[name], module)
        elif _may_be_function(made, module):
            found = _resolved(name, module, evaluator)
        else:
            found = _replaced(bindings[name], module)
        if found and not found.tree.name.startswith("_") and _is_inside(found.module, module):
            yield found


def _may_be_function(made: object, module: Module) -> bool:
    if isinstance(made, ast.Name | ast.Attribute):
        return True
    return module.is_package and isinstance(made, Imported | FunctionTree)


def _resolved(name: str, module: Module, evaluator: Evaluator) -> Function | None:
    try:
        value = evaluator.named(name, module)
    except Unclear:
        return None
    return value if isinstance(value, Function) else None


def _replaced(binding: Binding, module: Module) -> Function | None:
    """Return the function in `f = decorate(f)`: a node most likely, but not for sure."""
    before = binding.previous
    if not isinstance(binding.made, ast.Call) or before is None:
        return None
    names = (node.id for node in ast.walk(binding.made) if isinstance(node, ast.Name))
    if not isinstance(before.made, FunctionTree) or binding.name not in names:
        return None
    return replace(Function(module, before.made, before.order), is_certain=False)


def _is_inside(child: Module, parent: Module) -> bool:
    return child.name == parent.name or child.name.startswith(f"{parent.name}.")


def _function_of(tree: ast.Lambda, binding: Binding, module: Module) -> Function:
    """Return a lambda as Hamilton takes it: a function without any types."""
    body: list[ast.stmt] = [ast.Pass()]
    definition = ast.FunctionDef(binding.name, tree.args, body, [], None)
    return Function(module, ast.copy_location(definition, tree), binding.order)
