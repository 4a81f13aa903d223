"""The values of expressions in the modules of a project. Nothing is run."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from core.reading import operations
from core.reading.classes import (
    attributes_of,
    bases_of,
    field_of_instance,
    is_enum,
    members_of,
)
from core.reading.expressions import value_of
from core.reading.functions import after_loop, arguments_of, is_decorated, result_of
from core.reading.library import Library
from core.reading.module import FunctionTree, Module
from core.reading.naming import Names
from core.reading.values import (
    UNKNOWN,
    Annotation,
    Attribute,
    Call,
    Class,
    Function,
    Lambda,
    Member,
    Package,
    Symbol,
    Unclear,
    Value,
    bounded,
    is_iterable,
    is_plain,
)

_STEPS = 50_000
"""Steps that one value may take; a list of a thousand names takes some four thousand."""
_PARTIAL = Symbol("functools.partial")


class Evaluator(Names):
    """Tells what names and expressions stand for, as far as the text does."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._steps = 0
        self._bases: dict[ast.ClassDef, list[Value]] = {}
        self._attributes: dict[ast.ClassDef, dict[str, Value]] = {}

    def value(self, node: ast.expr, module: Module, before: int | None = None) -> Value:
        """Return what an expression stands for, at the end of a module or before a binding.

        Raises:
            Unclear: the text alone does not tell.
        """
        self._steps = 0
        try:
            return bounded(value_of(node, _Scope(self, module, before)))
        except RecursionError:
            raise Unclear from None

    def result(self, callee: Value, *arguments: Value, **keywords: Value) -> Value:
        """Return what calling something of the project gives. Raises `Unclear`."""
        self._steps = 0
        try:
            return bounded(self.called(Call(callee, arguments, keywords)))
        except RecursionError:
            raise Unclear from None

    def worked_out(self, made: ast.expr | ast.For, name: str, module: Module, before: int) -> Value:
        """Return what an expression, or a loop, gives a name. Raises `Unclear`."""
        scope = _Scope(self, module, before)
        is_loop = isinstance(made, ast.For)
        return bounded(after_loop(made, name, scope) if is_loop else value_of(made, scope))

    def method_result(self, method: Function, *arguments: Value) -> Value:
        """Return what a method gives, whatever kind of method it is. Raises `Unclear`."""
        self._steps = 0
        try:
            return self._applied(method, Call(method, arguments))
        except RecursionError:
            raise Unclear from None

    def tick(self) -> None:
        """Count a step. Raises `Unclear` after too many."""
        self._steps += 1
        if self._steps > _STEPS:
            raise Unclear

    def attribute(self, owner: Value, name: str) -> Value:
        """Return an attribute of a value. Raises `Unclear`."""
        match owner:
            case Symbol():
                found = Symbol(f"{owner.name}.{name}")
            case Package():
                found = self.member(owner.module, name)
            case Class():
                found = self._class_attribute(owner, name)
            case Call(callee=Class() as made):
                found = field_of_instance(owner, name, self.attributes(made))
            case Call() | Attribute():
                found = Attribute(owner, name)
            case _:
                found = _plain_attribute(owner, name)
        return found

    def items(self, value: Value) -> list[Value]:
        """Return what iterating over a value gives. Raises `Unclear`."""
        if isinstance(value, Class) and self._is_enum(value):
            return list(self._members(value).values())
        if not is_iterable(value):
            raise Unclear
        items = list(value)
        self._steps += len(items)
        return items

    def called(self, call: Call) -> Value:
        """Carry out a call if it only computes; else return it. Raises `Unclear`."""
        match call.callee:
            case Symbol(name=name):
                return self._built_in(name, call)
            case Attribute(owner=owner, name=name) if is_plain(owner):
                return operations.method(owner, name, self._arguments(call), call.keywords)
            case Function() | Lambda():
                if is_decorated(call.callee.tree):
                    raise Unclear
                return self._applied(call.callee, call)
            case Call(callee=inner) if inner == _PARTIAL and call.callee.arguments:
                return self.called(_completed(call.callee, call))
            case _:
                return call

    # ----------------------------------------------------------------- classes

    def bases(self, made: Class) -> list[Value]:
        """Return what a class is derived from."""
        if made.tree not in self._bases:
            self._bases[made.tree] = []
            self._bases[made.tree] = bases_of(made, _Scope(self, made.module, made.order))
        return self._bases[made.tree]

    def attributes(self, made: Class) -> Mapping[str, Value]:
        """Return the attributes of a class, also those it inherits in the project."""
        if made.tree not in self._attributes:
            self._attributes[made.tree] = {}
            inherited: dict[str, Value] = {}
            for base in reversed(self.bases(made)):
                inherited |= self.attributes(base) if isinstance(base, Class) else {}
            scope = _Scope(self, made.module, made.order)
            self._attributes[made.tree] = attributes_of(made, inherited, scope)
        return self._attributes[made.tree]

    def _class_attribute(self, owner: Class, name: str) -> Value:
        if name == "__name__":
            return owner.tree.name
        if self._is_enum(owner):
            if name == "__members__":
                return dict(self._members(owner))
            if name in self._members(owner):
                return self._members(owner)[name]
        found = self.attributes(owner).get(name, UNKNOWN)
        if found is UNKNOWN:
            raise Unclear
        return Attribute(owner, name) if isinstance(found, Function) else found

    def _is_enum(self, made: Class) -> bool:
        return is_enum(self.bases(made), self.bases)

    def _members(self, made: Class) -> dict[str, Member]:
        return members_of(self.attributes(made), self.bases(made))

    # ----------------------------------------------------------------- calls

    def _built_in(self, name: str, call: Call) -> Value:
        if name == "builtins.map":
            function, *several = self._arguments(call) or (UNKNOWN,)
            rounds = zip(*map(self.items, several), strict=False)
            return [self.called(Call(function, arguments)) for arguments in rounds]
        if not operations.is_builtin(name):
            return call
        arguments = [self.items(a) if isinstance(a, Class) else a for a in self._arguments(call)]
        return operations.builtin(name, arguments, call.keywords)

    def _arguments(self, call: Call) -> tuple[Value, ...]:
        if call.has_more or UNKNOWN in call.arguments:
            raise Unclear
        return call.arguments

    def _applied(self, callee: Function | Lambda, call: Call) -> Value:
        self.tick()
        scope = _Scope(self, callee.module, names=callee.names)
        given = arguments_of(callee.tree, call, lambda node: value_of(node, scope))
        return result_of(callee.tree, given, scope)


@dataclass(frozen=True, slots=True)
class _Scope:
    """A place in a module, and the names that are local there."""

    evaluator: Evaluator
    module: Module
    before: int | None = None
    names: Mapping[str, Value] = field(default_factory=dict[str, Value])

    def tick(self) -> None:
        self.evaluator.tick()

    def name(self, name: str) -> Value:
        if name not in self.names:
            return self.evaluator.named(name, self.module, self.before)
        if self.names[name] is UNKNOWN:
            raise Unclear
        return self.names[name]

    def attribute(self, owner: Value, name: str) -> Value:
        return self.evaluator.attribute(owner, name)

    def called(self, call: Call) -> Value:
        return self.evaluator.called(call)

    def item(self, owner: Value, key: Value) -> Value:
        if isinstance(owner, Class) and isinstance(key, str):
            return self.evaluator.attribute(owner, key)
        raise Unclear

    def items(self, value: Value) -> list[Value]:
        return self.evaluator.items(value)

    def function(self, tree: FunctionTree | ast.Lambda) -> Value:
        if isinstance(tree, ast.Lambda):
            return Lambda(self.module, tree, self.names)
        return Function(self.module, tree, names=self.names)

    def annotation(self, tree: ast.expr) -> Value:
        return Annotation(self.module, tree)

    def local(self, names: Mapping[str, Value]) -> "_Scope":
        return _Scope(self.evaluator, self.module, self.before, {**self.names, **names})


def _plain_attribute(owner: Value, name: str) -> Value:
    if isinstance(owner, Member) and name in ("name", "value"):
        return owner.name if name == "name" else owner.value
    if isinstance(owner, Function) and name == "__name__":
        return owner.tree.name
    if operations.has_method(owner, name):
        return Attribute(owner, name)
    raise Unclear


def _completed(partial: Call, call: Call) -> Call:
    """Return the call that calling a `functools.partial` amounts to."""
    function, *arguments = partial.arguments
    return Call(
        function,
        (*arguments, *call.arguments),
        {**partial.keywords, **call.keywords},
        partial.has_more or call.has_more,
    )
