"""Writes what Python's own parser makes of the snippets in test/python/fixtures, for the tests of src/python.

Usage: python3 scripts/goldens/python_ast.py            writes test/python/fixtures/ast.json
       python3 scripts/goldens/python_ast.py FILE...    prints one JSON line a file, for a comparison at hand

The trees have the node and field names of src/python/syntax.ts and offsets in UTF-16 units.
Python 3.11 does not place what stands inside f-strings, so those nodes carry no offsets.
"""

import ast
import json
import math
import pathlib
import re
import sys

OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>",
    ast.Not: "not", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~", ast.And: "and", ast.Or: "or",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}


def units(text):
    """The number of UTF-16 units of a text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Dumper:
    def __init__(self, text):
        self.lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
        self.starts = []
        total = 0
        for line in self.lines:
            self.starts.append(total)
            total += units(line)
        self.placed = True

    def offset(self, line, column):
        text = self.lines[line - 1]
        if text.isascii():
            return self.starts[line - 1] + column
        return self.starts[line - 1] + units(text.encode()[:column].decode())

    def at(self, node):
        return [self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)]

    def node(self, kind, node, **fields):
        tree = {"kind": kind}
        if self.placed:
            tree["at"] = self.at(node)
        tree.update(fields)
        return tree

    def all(self, nodes):
        return [self.dump(node) for node in nodes]

    def dump(self, node):
        return None if node is None else getattr(self, type(node).__name__)(node)

    # Statements.

    def function(self, node, is_async):
        return self.node(
            "FunctionDef", node, name=node.name, parameters=self.parameters(node.args), body=self.all(node.body),
            decorators=self.all(node.decorator_list), returns=self.dump(node.returns), isAsync=is_async)

    def FunctionDef(self, node):
        return self.function(node, False)

    def AsyncFunctionDef(self, node):
        return self.function(node, True)

    def ClassDef(self, node):
        return self.node(
            "ClassDef", node, name=node.name, bases=self.all(node.bases), keywords=self.all(node.keywords),
            body=self.all(node.body), decorators=self.all(node.decorator_list))

    def Return(self, node):
        return self.node("Return", node, value=self.dump(node.value))

    def Delete(self, node):
        targets = node.targets
        return self.node("Delete", node, targets=self.all(targets))

    def Assign(self, node):
        return self.node("Assign", node, targets=self.all(node.targets), value=self.dump(node.value))

    def AugAssign(self, node):
        return self.node(
            "AugAssign", node, target=self.dump(node.target), operator=OPERATORS[type(node.op)],
            value=self.dump(node.value))

    def AnnAssign(self, node):
        return self.node(
            "AnnAssign", node, target=self.dump(node.target), annotation=self.dump(node.annotation),
            value=self.dump(node.value))

    def loop(self, node, is_async):
        return self.node(
            "For", node, target=self.dump(node.target), iterable=self.dump(node.iter), body=self.all(node.body),
            orElse=self.all(node.orelse), isAsync=is_async)

    def For(self, node):
        return self.loop(node, False)

    def AsyncFor(self, node):
        return self.loop(node, True)

    def While(self, node):
        return self.node(
            "While", node, test=self.dump(node.test), body=self.all(node.body), orElse=self.all(node.orelse))

    def If(self, node):
        return self.node(
            "If", node, test=self.dump(node.test), body=self.all(node.body), orElse=self.all(node.orelse))

    def context(self, node, is_async):
        items = [{"context": self.dump(i.context_expr), "target": self.dump(i.optional_vars)} for i in node.items]
        return self.node("With", node, items=items, body=self.all(node.body), isAsync=is_async)

    def With(self, node):
        return self.context(node, False)

    def AsyncWith(self, node):
        return self.context(node, True)

    def Match(self, node):
        cases = []
        for case in node.cases:
            names = []
            for inner in ast.walk(case.pattern):
                name = getattr(inner, "rest", None) if isinstance(inner, ast.MatchMapping) else getattr(inner, "name", None)
                if name is not None and name not in names:
                    names.append(name)
            cases.append({
                "names": sorted(names), "guard": self.dump(case.guard), "body": self.all(case.body)})
        return self.node("Match", node, subject=self.dump(node.subject), cases=cases)

    def Raise(self, node):
        return self.node("Raise", node, exception=self.dump(node.exc), cause=self.dump(node.cause))

    def Try(self, node):
        handlers = [
            {"type": self.dump(h.type), "name": h.name, "body": self.all(h.body)} for h in node.handlers]
        return self.node(
            "Try", node, body=self.all(node.body), handlers=handlers, orElse=self.all(node.orelse),
            finalBody=self.all(node.finalbody))

    TryStar = Try

    def Assert(self, node):
        return self.node("Assert", node, test=self.dump(node.test), message=self.dump(node.msg))

    def alias(self, node):
        return {"at": self.at(node), "name": node.name, "alias": node.asname}

    def Import(self, node):
        return self.node("Import", node, names=self.all(node.names))

    def ImportFrom(self, node):
        return self.node(
            "ImportFrom", node, module=node.module or "", level=node.level, names=self.all(node.names))

    def Global(self, node):
        return self.node("Global", node, names=node.names)

    def Nonlocal(self, node):
        return self.node("Nonlocal", node, names=node.names)

    def Expr(self, node):
        return self.node("ExpressionStatement", node, value=self.dump(node.value))

    def Pass(self, node):
        return self.node("Pass", node)

    def Break(self, node):
        return self.node("Break", node)

    def Continue(self, node):
        return self.node("Continue", node)

    def TypeAlias(self, node):
        return self.node("TypeAlias", node, name=node.name.id)

    # Expressions.

    def Name(self, node):
        return self.node("Name", node, id=node.id)

    def Constant(self, node):
        value = node.value
        if value is None:
            return self.node("Constant", node, type="None", value=None)
        if value is Ellipsis:
            return self.node("Constant", node, type="Ellipsis", value=None)
        kind = type(value).__name__
        if kind == "bytes":
            value = value.decode("latin-1")
        elif kind == "int" and abs(value) >= 2**53:
            value = f"{value:#x}"
        elif kind in ("float", "complex"):
            number = value.imag if kind == "complex" else value
            value = number if math.isfinite(number) else repr(number)
        return self.node("Constant", node, type=kind, value=value)

    def parts(self, values):
        parts = []
        for value in values:
            if isinstance(value, ast.Constant):
                if parts and isinstance(parts[-1], str):
                    parts[-1] += value.value
                else:
                    parts.append(value.value)
            else:
                parts.append({
                    "value": self.dump(value.value),
                    "conversion": None if value.conversion < 0 else chr(value.conversion),
                    "format": [] if value.format_spec is None else self.parts(value.format_spec.values)})
        return parts

    def JoinedStr(self, node):
        placed, self.placed = self.placed, False
        parts = self.parts(node.values)
        self.placed = placed
        return self.node("JoinedString", node, parts=parts)

    def List(self, node):
        return self.node("List", node, elements=self.all(node.elts))

    def Tuple(self, node):
        return self.node("Tuple", node, elements=self.all(node.elts))

    def Set(self, node):
        return self.node("SetDisplay", node, elements=self.all(node.elts))

    def Dict(self, node):
        return self.node("Dict", node, keys=self.all(node.keys), values=self.all(node.values))

    def comprehension(self, node):
        return {
            "target": self.dump(node.target), "iterable": self.dump(node.iter), "conditions": self.all(node.ifs),
            "isAsync": bool(node.is_async)}

    def ListComp(self, node):
        return self.node("ListComp", node, element=self.dump(node.elt), generators=self.all(node.generators))

    def SetComp(self, node):
        return self.node("SetComp", node, element=self.dump(node.elt), generators=self.all(node.generators))

    def DictComp(self, node):
        return self.node(
            "DictComp", node, key=self.dump(node.key), value=self.dump(node.value),
            generators=self.all(node.generators))

    def GeneratorExp(self, node):
        return self.node("GeneratorExp", node, element=self.dump(node.elt), generators=self.all(node.generators))

    def BoolOp(self, node):
        return self.node("BoolOp", node, operator=OPERATORS[type(node.op)], values=self.all(node.values))

    def BinOp(self, node):
        return self.node(
            "BinOp", node, left=self.dump(node.left), operator=OPERATORS[type(node.op)], right=self.dump(node.right))

    def UnaryOp(self, node):
        return self.node("UnaryOp", node, operator=OPERATORS[type(node.op)], operand=self.dump(node.operand))

    def Compare(self, node):
        return self.node(
            "Compare", node, left=self.dump(node.left), operators=[OPERATORS[type(op)] for op in node.ops],
            comparators=self.all(node.comparators))

    def IfExp(self, node):
        return self.node(
            "IfExp", node, test=self.dump(node.test), body=self.dump(node.body), orElse=self.dump(node.orelse))

    def Lambda(self, node):
        return self.node("Lambda", node, parameters=self.parameters(node.args), body=self.dump(node.body))

    def NamedExpr(self, node):
        return self.node("NamedExpr", node, target=self.dump(node.target), value=self.dump(node.value))

    def Call(self, node):
        return self.node(
            "Call", node, func=self.dump(node.func), args=self.all(node.args), keywords=self.all(node.keywords))

    def keyword(self, node):
        tree = {"name": node.arg, "value": self.dump(node.value)}
        if self.placed:
            tree["at"] = self.at(node)
        return tree

    def Attribute(self, node):
        return self.node("Attribute", node, value=self.dump(node.value), attribute=node.attr)

    def Subscript(self, node):
        return self.node("Subscript", node, value=self.dump(node.value), index=self.dump(node.slice))

    def Slice(self, node):
        return self.node(
            "Slice", node, lower=self.dump(node.lower), upper=self.dump(node.upper), step=self.dump(node.step))

    def Starred(self, node):
        return self.node("Starred", node, value=self.dump(node.value))

    def Await(self, node):
        return self.node("Await", node, value=self.dump(node.value))

    def Yield(self, node):
        return self.node("Yield", node, value=self.dump(node.value), isFrom=False)

    def YieldFrom(self, node):
        return self.node("Yield", node, value=self.dump(node.value), isFrom=True)

    def parameters(self, node):
        items = []
        positional = [*node.posonlyargs, *node.args]
        missing = len(positional) - len(node.defaults)

        def add(argument, kind, default=None):
            items.append({
                "name": argument.arg, "kind": kind, "annotation": self.dump(argument.annotation),
                "default": self.dump(default)})

        for index, argument in enumerate(positional):
            kind = "positional-only" if index < len(node.posonlyargs) else "positional"
            add(argument, kind, node.defaults[index - missing] if index >= missing else None)
        if node.vararg:
            add(node.vararg, "var-positional")
        for argument, default in zip(node.kwonlyargs, node.kw_defaults):
            add(argument, "keyword-only", default)
        if node.kwarg:
            add(node.kwarg, "var-keyword")
        return items


def tree_of(text):
    text = text.removeprefix("\ufeff")
    dumper = Dumper(text)
    return dumper.all(ast.parse(text).body)


def main(paths):
    sys.setrecursionlimit(10_000)
    if paths:
        for path in paths:
            try:
                line = json.dumps(tree_of(pathlib.Path(path).read_bytes().decode()), sort_keys=True)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                line = json.dumps({"error": str(error)})
            print(line)
        return
    folder = pathlib.Path(__file__).parents[2] / "test" / "python" / "fixtures"
    # A line of three dashes parts the snippets of a fixture.
    goldens = {}
    for path in sorted(folder.glob("*.py.txt")):
        snippets = path.read_bytes().decode().split("\n---\n")
        goldens[path.name] = [tree_of(snippet) for snippet in snippets]
    lines = []
    for name, trees in goldens.items():
        rows = ",\n".join("  " + json.dumps(tree, sort_keys=True, separators=(",", ":")) for tree in trees)
        lines.append(f"{json.dumps(name)}: [\n{rows}\n]")
    (folder / "ast.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
