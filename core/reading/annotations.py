"""The types that annotations say, with the names in them followed across modules."""

import ast

from core.model.graph import FormKind
from core.reading.evaluation import Evaluator
from core.reading.module import Module
from core.reading.typetext import SPECIAL, UNTYPED, Type, named, of_symbol, union
from core.reading.values import (
    Annotation,
    Call,
    Class,
    Member,
    Symbol,
    Unclear,
    Value,
    is_plain,
    is_table,
)

_LONGEST = 200
_DEEPEST = 30


class Annotations:
    """Reads annotations. Simple ones, which most are, only once in each module."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._simple: dict[tuple[Module, str], Type] = {}

    def type_of(self, tree: ast.expr | None, module: Module, depth: int = 0) -> Type:
        """Return the type that an annotation says; `UNTYPED` when there is none."""
        if tree is None:
            return UNTYPED
        dotted = tree.id if isinstance(tree, ast.Name) else _dotted(tree)
        if dotted and (module, dotted) in self._simple:
            return self._simple[module, dotted]
        if depth > _DEEPEST:
            return Type("…", "…")
        found = self._read(tree, module, depth)
        if len(found.text) > _LONGEST:
            found = Type(found.text[: _LONGEST - 1] + "…", found.origin, found.arguments)
        if dotted:
            self._simple[module, dotted] = found
        return found

    def type_of_value(self, value: Value) -> Type:
        """Return the type that a value in a decorator stands for: `{"age": int}`."""
        match value:
            case Annotation():
                return self.type_of(value.tree, value.module)
            case Symbol():
                return of_symbol(value.name)
            case Class():
                return self._of_class(value)
            case None:
                return Type("None", "None", is_optional=True)
            case _:
                return UNTYPED

    def fields(self, value: Value) -> dict[str, Type] | None:
        """Return the fields of a TypedDict with their types; None when it is none."""
        match value:
            case Class() if any(self._is_typed_dict(base) for base in self._evaluator.bases(value)):
                fields: dict[str, Type] = {}
                for base in self._evaluator.bases(value):
                    fields |= self.fields(base) or {}
                return fields | self._own_fields(value)
            case Call(callee=Symbol(name=name), arguments=(_, items)):
                if not name.endswith(".TypedDict") or not is_table(items):
                    return None
                return {str(key): self.type_of_value(item) for key, item in items.items()}
            case _:
                return None

    # ----------------------------------------------------------------- reading

    def _read(self, tree: ast.expr, module: Module, depth: int) -> Type:
        match tree:
            case ast.Constant():
                return self._of_constant(tree, module, depth)
            case ast.Name() | ast.Attribute():
                return self._of_name(tree, module, depth)
            case ast.Subscript():
                return self._of_subscript(tree, module, depth)
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                return union([self.type_of(part, module, depth + 1) for part in (left, right)])
            case ast.List(elts=parts):
                inner = tuple(self.type_of(part, module, depth + 1) for part in parts)
                return Type(f"[{', '.join(part.text for part in inner)}]", "[]", inner)
            case _:
                return Type(ast.unparse(tree), "?")

    def _of_constant(self, tree: ast.Constant, module: Module, depth: int) -> Type:
        if isinstance(tree.value, str):
            return self._read_text(tree.value, module, depth)
        text = "..." if tree.value is ... else str(tree.value)
        return Type(text, text, is_optional=tree.value is None)

    def _read_text(self, text: str, module: Module, depth: int) -> Type:
        try:
            tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return Type(text, text)
        return self.type_of(tree, module, depth + 1)

    def _of_name(self, tree: ast.expr, module: Module, depth: int) -> Type:
        binding = module.binding(tree.id) if isinstance(tree, ast.Name) else None
        if binding and isinstance(
            binding.made, ast.Subscript | ast.BinOp
        ):  # Table = dict[str, int]
            return self.type_of(binding.made, module, depth + 1)
        try:
            value = self._evaluator.value(tree, module)
        except Unclear:
            return named(ast.unparse(tree).rpartition(".")[2])
        if isinstance(value, Call):
            return self._of_call(value, tree)
        found = self.type_of_value(value)
        return found if found is not UNTYPED else named(ast.unparse(tree).rpartition(".")[2])

    def _of_call(self, call: Call, tree: ast.expr) -> Type:
        """Return the type that a `NewType`, a `TypeVar` or a functional enum gives a name."""
        name = named(ast.unparse(tree).rpartition(".")[2])
        is_new = isinstance(call.callee, Symbol) and call.callee.name.endswith(".NewType")
        if is_new and len(call.arguments) == 2:
            base = self.type_of_value(call.arguments[1])
            return Type(name.text, name.origin, (), base.asks, base.choices, base.is_optional)
        return name

    def _of_class(self, made: Class) -> Type:
        name = made.tree.name
        try:
            members = [m.value for m in self._evaluator.items(made) if isinstance(m, Member)]
        except Unclear:
            members = []
        if members:
            choices = tuple(str(value) for value in members if is_plain(value))
            return Type(name, name, (), FormKind.CHOICE, choices)
        bases = (self.type_of_value(base) for base in self._evaluator.bases(made))
        asks = next((b.asks for b in bases if b.asks is not FormKind.JSON), FormKind.JSON)
        return Type(name, name, (), asks)

    def _of_subscript(self, tree: ast.Subscript, module: Module, depth: int) -> Type:
        outer = self.type_of(tree.value, module, depth + 1)
        parts = tree.slice.elts if isinstance(tree.slice, ast.Tuple) else [tree.slice]
        if outer.origin == "Literal":
            return self._literal(parts, module)
        inner = [self.type_of(part, module, depth + 1) for part in parts]
        build = SPECIAL.get(outer.origin)
        if build and inner:
            return build(inner)
        text = f"{outer.text}[{', '.join(part.text for part in inner)}]"
        return Type(text, outer.origin, tuple(inner), outer.asks)

    def _literal(self, parts: list[ast.expr], module: Module) -> Type:
        values: list[Value] = []
        for part in parts:
            try:
                values.append(self._evaluator.value(part, module))
            except Unclear:
                continue
        text = f"Literal[{', '.join(map(repr, values))}]"
        told = [value for value in values if value is not None]
        choices = tuple(str(value) for value in told)
        return Type(text, "Literal", (), FormKind.CHOICE, choices, len(told) < len(values))

    def _is_typed_dict(self, base: Value) -> bool:
        if isinstance(base, Symbol):
            return base.name.rpartition(".")[2] == "TypedDict"
        return isinstance(base, Class) and self.fields(base) is not None

    def _own_fields(self, made: Class) -> dict[str, Type]:
        return {
            statement.target.id: self.type_of(statement.annotation, made.module)
            for statement in made.tree.body
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
        }


def _dotted(tree: ast.expr) -> str:
    """Return a name with its attributes as text; empty when the expression is more than that."""
    if isinstance(tree, ast.Name):
        return tree.id
    if isinstance(tree, ast.Attribute) and (owner := _dotted(tree.value)):
        return f"{owner}.{tree.attr}"
    return ""
