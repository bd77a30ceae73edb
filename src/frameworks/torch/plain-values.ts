/** Functions of torch that take what is no tensor: `torch.sym_max(3, 4.0)`, `torch.typename(x)`, `torch.is_storage(x)`. */
import { torchScalarName } from '../../engine/dtype';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import type { Runtime } from '../runtime';
import { bool, float, int, none, str, typeName, type NativeFunction, type Value } from '../values';

type Numeric = Extract<Value, { kind: 'int' | 'float' | 'bool' }>;

function numeric(value: Value): Numeric {
  if (value.kind === 'int' || value.kind === 'float' || value.kind === 'bool') return value;
  throw new NotKnown('a number that is not known');
}

/** The greater or the lesser of two numbers, a float where one of them is. */
function extreme(a: Value, b: Value, pick: (...numbers: number[]) => number): Value {
  const [left, right] = [numeric(a), numeric(b)];
  const value = pick(Number(left.value), Number(right.value));
  return left.kind === 'float' || right.kind === 'float' ? float(value) : int(value);
}

function truth(value: Value, runtime: Runtime): boolean {
  const is = runtime.truth(value);
  if (is === undefined) throw new NotKnown('the condition is not known');
  return is;
}

/** The type of a tensor as in `x.type()`, the class of anything else with its module. */
function nameOfType(value: Value): string {
  if (value.kind === 'unknown') throw new NotKnown(value.reason);
  if (value.kind === 'tensor' && value.framework === 'torch') {
    if (!value.tensor.dtype) throw new NotKnown('the dtype is not known');
    return `torch.${torchScalarName(value.tensor.dtype)}Tensor`;
  }
  if (value.kind === 'instance' && value.class.isUser) return `__main__.${value.class.name}`;
  const plain = ['None', 'bool', 'int', 'float', 'str', 'list', 'dict', 'set', 'tuple', 'range', 'size'];
  if (plain.includes(value.kind)) return typeName(value);
  throw new NotKnown('the module of the class is not known');
}

/** Whether PyTorch would ask the class of an argument what its functions do: classes of PyTorch's own have no answer. */
function overridesFunctions(value: Value): boolean {
  if (value.kind === 'unknown') throw new NotKnown(value.reason);
  if (value.kind === 'instance')
    throw new NotKnown('whether the class overrides functions of torch is not known');
  return false;
}

export const plainValues: readonly NativeFunction[] = [
  define('torch.sym_int', '(a)', (args) => int(Math.trunc(Number(numeric(args.value('a')).value)))),
  define('torch.sym_float', '(a)', (args) => float(Number(numeric(args.value('a')).value))),
  define('torch.sym_max', '(a, b)', (args) => extreme(args.value('a'), args.value('b'), Math.max)),
  define('torch.sym_min', '(a, b)', (args) => extreme(args.value('a'), args.value('b'), Math.min)),
  define('torch.sym_not', '(a)', (args, runtime) => bool(!truth(args.value('a'), runtime))),
  define('torch.sym_ite', '(b, t, f)', (args, runtime) =>
    args.value(truth(args.value('b'), runtime) ? 't' : 'f'),
  ),
  define('torch.sym_sqrt', '(a)', (args) => {
    const a = Number(numeric(args.value('a')).value);
    if (a < 0) throw new PythonError('ValueError', 'math domain error');
    return float(Math.sqrt(a));
  }),
  define('torch.sym_sum', '(args)', (args, runtime) => {
    const items = runtime.iterate(args.value('args'));
    if (!items) throw new NotKnown('what is added is not known');
    return [...items].reduce((total, item) => runtime.operate('+', total, item), int(0) as Value);
  }),
  define('torch.typename', '(obj)', (args) => str(nameOfType(args.value('obj')))),
  define('torch.is_storage', '(obj)', (args) => {
    const { kind } = args.value('obj');
    if (kind === 'unknown') throw new NotKnown('what it is, is not known');
    return bool(false);
  }),
  ...[
    ['has_torch_function', '(relevant_args)'],
    ['has_torch_function_unary', '(relevant_args)'],
    ['has_torch_function_variadic', '(*relevant_args)'],
  ].map(([name, parameters]) =>
    define(`torch.nn.functional.${name}`, parameters!, (args, runtime) => {
      if (name!.endsWith('variadic')) return bool(args.rest.some(overridesFunctions));
      const given = args.value('relevant_args');
      if (name!.endsWith('unary')) return bool(overridesFunctions(given));
      const all = runtime.iterate(given);
      if (!all) throw new NotKnown('the arguments are not known');
      return bool([...all].some(overridesFunctions));
    }),
  ),
  define('torch.nn.functional.assert_int_or_pair', '(arg, arg_name, message)', (args) => {
    const given = args.value('arg');
    if (given.kind === 'unknown') throw new NotKnown(given.reason);
    const isPair = (given.kind === 'list' || given.kind === 'tuple') && given.items.length === 2;
    if (given.kind === 'int' || isPair) return none;
    throw new PythonError('AssertionError', args.string('message').replace('{}', args.string('arg_name')));
  }),
  // Both branches are functions of the operands; only the one that the condition chooses runs.
  define('torch.cond', '(pred, true_fn, false_fn, operands=None)', (args, runtime) => {
    const operands = args.isNone('operands') ? [] : runtime.iterate(args.value('operands'));
    if (!operands) throw new NotKnown('the operands are not known');
    const branch = truth(args.value('pred'), runtime) ? 'true_fn' : 'false_fn';
    return runtime.call(args.value(branch), [...operands]);
  }),
];
