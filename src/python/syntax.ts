/**
 * The typed syntax tree of Python: plain values, no meaning. Node and field
 * names are those of Python's own `ast` module, so that whoever knows `ast`
 * knows this. Two kinds are ours: `NumericBlock`, a bracketed literal of numbers
 * too large to be worth a node per number, and `Broken`, where the text is not Python.
 * Over 400 lines because the kinds of nodes are one union, and each is a few lines.
 */
import type { Span } from '../base/place';

/** What every node has: where it stands. */
interface Node extends Span {
  readonly kind: string;
}

export interface Module extends Node {
  readonly kind: 'Module';
  readonly body: readonly Statement[];
  /** Every place where the text is not valid Python, in order. */
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Span[];
}

export interface SyntaxProblem extends Span {
  readonly message: string;
}

// ---------------------------------------------------------------- statements

export type Statement =
  | FunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | AugAssign
  | AnnAssign
  | For
  | While
  | If
  | With
  | Match
  | Raise
  | Try
  | Assert
  | Import
  | ImportFrom
  | Global
  | Nonlocal
  | ExpressionStatement
  | Pass
  | Break
  | Continue
  | TypeAlias
  | BrokenStatement;

export interface FunctionDef extends Node {
  readonly kind: 'FunctionDef';
  readonly name: string;
  readonly nameSpan: Span;
  readonly parameters: Parameters;
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
  readonly returns: Expression | null;
  readonly isAsync: boolean;
}

export interface ClassDef extends Node {
  readonly kind: 'ClassDef';
  readonly name: string;
  readonly nameSpan: Span;
  readonly bases: readonly Expression[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
}

export interface Return extends Node {
  readonly kind: 'Return';
  readonly value: Expression | null;
}

export interface Delete extends Node {
  readonly kind: 'Delete';
  readonly targets: readonly Expression[];
}

/** `a = b = value`: one target for each `=`. */
export interface Assign extends Node {
  readonly kind: 'Assign';
  readonly targets: readonly Expression[];
  readonly value: Expression;
}

/** `target += value`; `operator` is the sign without `=`. */
export interface AugAssign extends Node {
  readonly kind: 'AugAssign';
  readonly target: Expression;
  readonly operator: BinaryOperator;
  readonly value: Expression;
}

export interface AnnAssign extends Node {
  readonly kind: 'AnnAssign';
  readonly target: Expression;
  readonly annotation: Expression;
  readonly value: Expression | null;
}

export interface For extends Node {
  readonly kind: 'For';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly orElse: readonly Statement[];
  readonly isAsync: boolean;
}

export interface While extends Node {
  readonly kind: 'While';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orElse: readonly Statement[];
}

/** `elif` is an `If` alone in `orElse`. */
export interface If extends Node {
  readonly kind: 'If';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly orElse: readonly Statement[];
}

export interface With extends Node {
  readonly kind: 'With';
  readonly items: readonly { readonly context: Expression; readonly target: Expression | null }[];
  readonly body: readonly Statement[];
  readonly isAsync: boolean;
}

/** Patterns stay unread: the bodies are walked as branches whose test is not known. */
export interface Match extends Node {
  readonly kind: 'Match';
  readonly subject: Expression;
  readonly cases: readonly {
    readonly pattern: Span;
    readonly meaning: Pattern;
    readonly names: readonly string[];
    readonly guard: Expression | null;
    readonly body: readonly Statement[];
  }[];
}

/** A pattern of `case`. Its kinds are in lower case: a pattern is no node, the expressions in it are. */
export type Pattern =
  /** Binds whatever it is; without a name it is `_`. */
  | { readonly kind: 'capture'; readonly name: string | null }
  /** `*rest` in a sequence. */
  | { readonly kind: 'star'; readonly name: string | null }
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | {
      readonly kind: 'mapping';
      readonly keys: readonly Expression[];
      readonly values: readonly Pattern[];
      readonly rest: string | null;
    }
  | {
      readonly kind: 'class';
      readonly type: Expression;
      readonly positional: readonly Pattern[];
      readonly keywords: readonly { readonly name: string; readonly pattern: Pattern }[];
    }
  | { readonly kind: 'or'; readonly alternatives: readonly Pattern[] }
  | { readonly kind: 'as'; readonly pattern: Pattern; readonly name: string }
  /** Text that is no pattern. */
  | { readonly kind: 'unread' };

export interface Raise extends Node {
  readonly kind: 'Raise';
  readonly exception: Expression | null;
  readonly cause: Expression | null;
}

export interface Try extends Node {
  readonly kind: 'Try';
  readonly body: readonly Statement[];
  readonly handlers: readonly {
    readonly type: Expression | null;
    readonly name: string | null;
    readonly body: readonly Statement[];
  }[];
  readonly orElse: readonly Statement[];
  readonly finalBody: readonly Statement[];
}

export interface Assert extends Node {
  readonly kind: 'Assert';
  readonly test: Expression;
  readonly message: Expression | null;
}

/** `import a.b as c`: `name` is "a.b", `alias` is "c" or null. */
export interface Import extends Node {
  readonly kind: 'Import';
  readonly names: readonly ImportAlias[];
}

/** `from ..a.b import c as d`: `level` counts the dots; `from x import *` has one name "*". */
export interface ImportFrom extends Node {
  readonly kind: 'ImportFrom';
  readonly module: string;
  readonly level: number;
  readonly names: readonly ImportAlias[];
}

export interface ImportAlias extends Span {
  readonly name: string;
  readonly alias: string | null;
}

export interface Global extends Node {
  readonly kind: 'Global';
  readonly names: readonly string[];
}

export interface Nonlocal extends Node {
  readonly kind: 'Nonlocal';
  readonly names: readonly string[];
}

export interface ExpressionStatement extends Node {
  readonly kind: 'ExpressionStatement';
  readonly value: Expression;
}

export interface Pass extends Node {
  readonly kind: 'Pass';
}

export interface Break extends Node {
  readonly kind: 'Break';
}

export interface Continue extends Node {
  readonly kind: 'Continue';
}

export interface TypeAlias extends Node {
  readonly kind: 'TypeAlias';
  readonly name: string;
}

/** A stretch of text that is not a statement of Python. */
export interface BrokenStatement extends Node {
  readonly kind: 'BrokenStatement';
  readonly message: string;
}

// --------------------------------------------------------------- expressions

export type Expression =
  | Name
  | Constant
  | JoinedString
  | List
  | Tuple
  | SetDisplay
  | Dict
  | ListComp
  | SetComp
  | DictComp
  | GeneratorExp
  | BoolOp
  | BinOp
  | UnaryOp
  | Compare
  | IfExp
  | Lambda
  | NamedExpr
  | Call
  | Attribute
  | Subscript
  | Slice
  | Starred
  | Await
  | Yield
  | NumericBlock
  | Broken;

export interface Name extends Node {
  readonly kind: 'Name';
  readonly id: string;
}

/** `value` follows Python: an int outside ±2^53 is a bigint; `Ellipsis` is the literal `...`. */
export interface Constant extends Node {
  readonly kind: 'Constant';
  readonly type: 'int' | 'float' | 'complex' | 'str' | 'bytes' | 'bool' | 'None' | 'Ellipsis';
  /** The number (imaginary part for complex), the text without quotes and with escapes resolved, the truth, or null. */
  readonly value: number | bigint | string | boolean | null;
}

/** An f-string, perhaps joined with its neighbours: text and fields in order. */
export interface JoinedString extends Node {
  readonly kind: 'JoinedString';
  readonly parts: readonly (string | FormattedValue)[];
}

/** `{value!r:>10}`; `debugText` is the text up to the `=` of `{value=}` and the blanks behind it. */
export interface FormattedValue extends Span {
  readonly value: Expression;
  readonly conversion: 'r' | 's' | 'a' | null;
  readonly format: readonly (string | FormattedValue)[];
  readonly debugText: string | null;
}

export interface List extends Node {
  readonly kind: 'List';
  readonly elements: readonly Expression[];
}

export interface Tuple extends Node {
  readonly kind: 'Tuple';
  readonly elements: readonly Expression[];
}

export interface SetDisplay extends Node {
  readonly kind: 'SetDisplay';
  readonly elements: readonly Expression[];
}

/** `{**other}` has a null key. */
export interface Dict extends Node {
  readonly kind: 'Dict';
  readonly keys: readonly (Expression | null)[];
  readonly values: readonly Expression[];
}

export interface Comprehension {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
  readonly isAsync: boolean;
}

export interface ListComp extends Node {
  readonly kind: 'ListComp';
  readonly element: Expression;
  readonly generators: readonly Comprehension[];
}

export interface SetComp extends Node {
  readonly kind: 'SetComp';
  readonly element: Expression;
  readonly generators: readonly Comprehension[];
}

export interface DictComp extends Node {
  readonly kind: 'DictComp';
  readonly key: Expression;
  readonly value: Expression;
  readonly generators: readonly Comprehension[];
}

export interface GeneratorExp extends Node {
  readonly kind: 'GeneratorExp';
  readonly element: Expression;
  readonly generators: readonly Comprehension[];
}

export interface BoolOp extends Node {
  readonly kind: 'BoolOp';
  readonly operator: 'and' | 'or';
  readonly values: readonly Expression[];
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '&' | '|' | '^' | '<<' | '>>';

export interface BinOp extends Node {
  readonly kind: 'BinOp';
  readonly left: Expression;
  readonly operator: BinaryOperator;
  readonly right: Expression;
}

export interface UnaryOp extends Node {
  readonly kind: 'UnaryOp';
  readonly operator: 'not' | '-' | '+' | '~';
  readonly operand: Expression;
}

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'is' | 'is not' | 'in' | 'not in';

/** `a < b <= c`: left a, operators [<, <=], comparators [b, c]. */
export interface Compare extends Node {
  readonly kind: 'Compare';
  readonly left: Expression;
  readonly operators: readonly CompareOperator[];
  readonly comparators: readonly Expression[];
}

export interface IfExp extends Node {
  readonly kind: 'IfExp';
  readonly test: Expression;
  readonly body: Expression;
  readonly orElse: Expression;
}

export interface Lambda extends Node {
  readonly kind: 'Lambda';
  readonly parameters: Parameters;
  readonly body: Expression;
}

/** `(name := value)` */
export interface NamedExpr extends Node {
  readonly kind: 'NamedExpr';
  readonly target: Name;
  readonly value: Expression;
}

export interface Call extends Node {
  readonly kind: 'Call';
  readonly func: Expression;
  /** Positional arguments; `*xs` is a Starred. */
  readonly args: readonly Expression[];
  readonly keywords: readonly Keyword[];
}

/** `name=value` of a call or class; `**mapping` has a null name. */
export interface Keyword extends Span {
  readonly name: string | null;
  readonly value: Expression;
}

export interface Attribute extends Node {
  readonly kind: 'Attribute';
  readonly value: Expression;
  readonly attribute: string;
  readonly attributeSpan: Span;
}

/** `value[index]`; `value[a, b]` has a Tuple as index. */
export interface Subscript extends Node {
  readonly kind: 'Subscript';
  readonly value: Expression;
  readonly index: Expression;
}

export interface Slice extends Node {
  readonly kind: 'Slice';
  readonly lower: Expression | null;
  readonly upper: Expression | null;
  readonly step: Expression | null;
}

export interface Starred extends Node {
  readonly kind: 'Starred';
  readonly value: Expression;
}

export interface Await extends Node {
  readonly kind: 'Await';
  readonly value: Expression;
}

/** `yield value`, or `yield from value` when `isFrom`. */
export interface Yield extends Node {
  readonly kind: 'Yield';
  readonly value: Expression | null;
  readonly isFrom: boolean;
}

/**
 * A large rectangular nest of lists or tuples of numbers, read by a scan instead
 * of a node per number. `values` is row-major.
 */
export interface NumericBlock extends Node {
  readonly kind: 'NumericBlock';
  readonly shape: readonly number[];
  readonly values: Float64Array;
  /** `int` when every number is written as an integer; `bool` when every one is True or False. */
  readonly elementType: 'int' | 'float' | 'bool';
  readonly outer: 'list' | 'tuple';
}

/** Where an expression should stand and the text is not one; `message` says what was found. */
export interface Broken extends Node {
  readonly kind: 'Broken';
  readonly message: string;
}

// ---------------------------------------------------------------- parameters

export interface Parameters {
  /** In the order they are written; `kind` tells `/`, `*` and `**` apart. */
  readonly items: readonly Parameter[];
}

export interface Parameter extends Span {
  readonly name: string;
  readonly kind: 'positional-only' | 'positional' | 'var-positional' | 'keyword-only' | 'var-keyword';
  readonly annotation: Expression | null;
  readonly default: Expression | null;
}
