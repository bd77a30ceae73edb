/**
 * `n, c, h, w = x.size()` says how many dims x has, whatever they are: from there on each of the names is a size of it,
 * and a view of x in these sizes can be judged.
 */
import { SymbolicDim } from '../engine/shape';
import { Tensor } from '../engine/tensor';
import { reshape } from '../engine/ops/reshape';
import { promised, promisedSize } from '../frameworks/contract';
import { tensorAttribute, tensorOnlyMethods } from '../frameworks/index';
import { tensorValue, tuple, type UnknownValue, type Value } from '../frameworks/values';
import type { Expression } from '../python/syntax';
import type { Interpreter } from './interpreter';
import { bindingScope, findBinding, nameIn, type Scope } from './scope';

/** What is unpacked; undefined where it says nothing of a tensor that has a name. */
export function sizesUnpacked(
  interpreter: Interpreter,
  target: Expression,
  written: Expression,
  scope: Scope,
): Value | undefined {
  if (target.kind !== 'Tuple' && target.kind !== 'List') return undefined;
  const names = target.elements.map((element) => (element.kind === 'Name' ? element.id : undefined));
  const asked = askedForSizes(written);
  if (!asked || names.includes(undefined) || names.includes(asked.name)) return undefined;
  const holder = findBinding(scope, asked.name);
  const value = holder ? nameIn(holder, asked.name) : undefined;
  if (!holder || !value || holder !== bindingScope(scope, asked.name)) return undefined;
  const dims = names.map((name) => new SymbolicDim(nameOfDim(interpreter, name!)));
  if (value.kind === 'tensor') {
    if (value.framework !== 'torch' || value.tensor.shape || value.view) return undefined;
    interpreter.rebind(value, Tensor.apply(reshape, [value.tensor], { shape: dims }));
  } else if (value.kind === 'unknown' && isPlain(value) && (asked.isCall || isOfTorchOnly(scope))) {
    interpreter.bind(holder, asked.name, ofRank(value, dims, asked.isCall));
  } else return undefined;
  return tuple(dims.map(promisedSize));
}

/** `x` of `x.size()`, which only PyTorch's tensors have as a method, and of `x.shape`. */
function askedForSizes(written: Expression): { readonly name: string; readonly isCall: boolean } | undefined {
  const isCall = written.kind === 'Call';
  if (isCall && written.args.length + written.keywords.length > 0) return undefined;
  const asked = isCall ? written.func : written;
  if (asked.kind !== 'Attribute' || asked.attribute !== (isCall ? 'size' : 'shape')) return undefined;
  return asked.value.kind === 'Name' ? { name: asked.value.id, isCall } : undefined;
}

const isPlain = ({ contract, options, chosen, holds }: UnknownValue): boolean =>
  !contract && !options && !chosen && !holds;

/** Whether a file that imports PyTorch imports no other framework of arrays with a `shape` beside NumPy. */
function isOfTorchOnly({ module }: Scope): boolean {
  const packages = [...module.names.values()].flatMap((value) =>
    value.kind === 'module' ? [value.name.split('.', 1)[0]!] : [],
  );
  return packages.includes('torch') && !packages.some((name) => others.has(name));
}

const others: ReadonlySet<string> = new Set(['jax', 'keras', 'mindspore', 'paddle', 'tensorflow']);

/** Something unknown that has this shape, with the methods of a tensor that do not depend on how it was made. */
function ofRank(value: UnknownValue, shape: readonly SymbolicDim[], isTensor: boolean): UnknownValue {
  const tensor = (): Value & { kind: 'tensor' } => tensorValue(Tensor.leaf({ shape }));
  return promised(value.reason, {
    array: tensor,
    attribute: (name, runtime) => {
      if (!(isTensor ? !ofHistory.test(name) : name === 'view' || tensorOnlyMethods.has(name)))
        return undefined;
      const found = tensorAttribute(tensor(), name, runtime);
      return found?.kind === 'method' || found?.kind === 'native' || name === 'shape' ? found : undefined;
    },
  });
}

/** What depends on how a tensor was made, or changes it. */
const ofHistory = /_$|^(?:backward|retain_grad|register_hook|numpy|tolist|item|data|grad)$/;

/** Names are told apart by their texts: what is called `h` a second time is the size of something else. */
function nameOfDim(interpreter: Interpreter, name: string): string {
  const used = usedNames.get(interpreter) ?? new Map<string, number>();
  usedNames.set(interpreter, used);
  const count = (used.get(name) ?? 0) + 1;
  used.set(name, count);
  return count === 1 && name !== '_' ? name : `${name}${count}`;
}

const usedNames = new WeakMap<Interpreter, Map<string, number>>();
