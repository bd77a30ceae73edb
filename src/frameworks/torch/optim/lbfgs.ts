/**
 * Limited-memory BFGS (Nocedal, 1980; Liu and Nocedal, 1989): steps along an estimate of Newton's
 * direction, made of the last changes of the parameters and of the gradient.
 */
import { either } from '../../../engine/ops/either';
import { withGrad } from '../../../engine/context';
import { isKnownShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import {
  dict,
  int,
  str,
  type ClassValue,
  type InstanceValue,
  type TensorValue,
  type Value,
} from '../../values';
import { signature } from '../../signature';
import { groupsOf, numberOf, parametersOf, settingsOf, setUpGroups } from './groups';
import { strongWolfe, type Point } from './line-search';
import { callClosure, isTrusted, moveTo, optimizerBase } from './optimizer';

/** A change of the parameters with the change of the gradient over it. */
interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly inverse: number;
}

/** What is kept from one `step()` to the next. */
interface Memory {
  rounds: number;
  direction: Float64Array;
  length: number;
  pairs: Pair[];
  scale: number;
  gradient: Float64Array | undefined;
  loss: number;
}

type Vector = Float64Array;

/** Arithmetic on vectors in the parameters' precision. */
class Arithmetic {
  readonly round: (value: number) => number;

  constructor(isDouble: boolean) {
    this.round = isDouble ? (value) => value : Math.fround;
  }

  combine(a: Vector, b: Vector, factor: number): Vector {
    return a.map((value, at) => this.round(value + factor * b[at]!));
  }

  times(a: Vector, factor: number): Vector {
    return a.map((value) => this.round(value * factor));
  }

  dot(a: Vector, b: Vector): number {
    let sum = 0;
    for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
    return this.round(sum);
  }
}

const largest = (a: Vector): number => a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

function valuesOf(tensor: Tensor | undefined, count: number): Vector {
  if (!tensor) return new Float64Array(count);
  if (!tensor.hasValues) throw new NotKnown('a gradient is not known');
  return Float64Array.from(tensor.values());
}

function joined(parts: readonly Vector[]): Vector {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const gradientOf = (parameters: readonly TensorValue[], runtime: Runtime): Vector =>
  joined(parameters.map((one) => valuesOf(runtime.gradOf(one)?.tensor, one.tensor.numel)));

function setParameters(parameters: readonly TensorValue[], values: Vector, runtime: Runtime): void {
  let at = 0;
  for (const parameter of parameters) {
    const { shape, dtype, numel } = parameter.tensor;
    const part = values.subarray(at, at + numel);
    const own = dtype === 'float64' ? Float64Array.from(part) : Float32Array.from(part);
    moveTo(parameter, Tensor.leaf({ shape, dtype, values: own }), runtime);
    at += numel;
  }
}

function lossOf(value: Value): number {
  const known = numberOf(value);
  if (known === undefined)
    throw new NotKnown(value.kind === 'unknown' ? value.reason : 'the loss is not known');
  return known;
}

/** −H · g by the two loops over the remembered pairs. */
function newtonDirection(memory: Memory, gradient: Vector, arithmetic: Arithmetic): Vector {
  const shares: number[] = [];
  let q = arithmetic.times(gradient, -1);
  for (let at = memory.pairs.length - 1; at >= 0; at--) {
    const { step, change, inverse } = memory.pairs[at]!;
    shares[at] = arithmetic.round(arithmetic.dot(step, q) * inverse);
    q = arithmetic.combine(q, change, -shares[at]!);
  }
  let r = arithmetic.times(q, memory.scale);
  memory.pairs.forEach(({ step, change, inverse }, at) => {
    const share = arithmetic.round(arithmetic.dot(change, r) * inverse);
    r = arithmetic.combine(r, step, shares[at]! - share);
  });
  return r;
}

/** Takes in what the last step taught about the curvature. */
function learn(memory: Memory, gradient: Vector, history: number, arithmetic: Arithmetic): void {
  const change = arithmetic.combine(gradient, memory.gradient!, -1);
  const step = arithmetic.times(memory.direction, memory.length);
  const product = arithmetic.dot(change, step);
  if (!(product > 1e-10)) return;
  if (memory.pairs.length === history) memory.pairs.shift();
  memory.pairs.push({ step, change, inverse: arithmetic.round(1 / product) });
  memory.scale = arithmetic.round(product / arithmetic.dot(change, change));
}

function minimize(self: InstanceValue, closure: Value, runtime: Runtime): Value {
  const groups = groupsOf(self);
  const settings = groups?.[0] && isTrusted(self) ? settingsOf(groups[0]) : undefined;
  if (!groups || !settings) throw new NotKnown('the settings of the optimizer are not known');
  const parameters = parametersOf(groups[0]!);
  if (parameters.some(({ tensor }) => !tensor.hasValues || !isKnownShape(tensor.shape)))
    throw new NotKnown('the parameters are not known');
  const {
    lr = 1,
    max_iter = 20,
    history_size = 100,
    tolerance_grad = 1e-7,
    tolerance_change = 1e-9,
  } = settings;
  const mostEvaluations = settings['max_eval'] ?? Math.floor((max_iter * 5) / 4);
  const arithmetic = new Arithmetic(parameters[0]?.tensor.dtype === 'float64');
  const search = groups[0]!.entries.get('sline_search_fn')?.[1];
  const hasSearch = search?.kind === 'str';
  if (hasSearch && search.value !== 'strong_wolfe')
    throw new PythonError('RuntimeError', "only 'strong_wolfe' is supported");
  const memory = (self.state.get('lbfgs') as Memory | undefined) ?? {
    rounds: 0,
    direction: new Float64Array(),
    length: 0,
    pairs: [],
    scale: 1,
    gradient: undefined,
    loss: 0,
  };

  const original = callClosure(closure, runtime);
  let loss = lossOf(original);
  let gradient = gradientOf(parameters, runtime);
  if (largest(gradient) <= tolerance_grad) return original;
  let evaluations = 1;
  for (let round = 1; round <= max_iter; round++) {
    memory.rounds++;
    if (memory.rounds === 1) memory.direction = arithmetic.times(gradient, -1);
    else {
      learn(memory, gradient, history_size, arithmetic);
      memory.direction = newtonDirection(memory, gradient, arithmetic);
    }
    memory.gradient = gradient;
    memory.loss = loss;
    const sum = gradient.reduce((total, value) => total + Math.abs(value), 0);
    memory.length = memory.rounds === 1 ? Math.min(1, 1 / sum) * lr : lr;
    const { direction } = memory;
    const slope = arithmetic.dot(gradient, direction);
    if (slope > -tolerance_change) break;

    const start = joined(parameters.map((one) => valuesOf(one.tensor, one.tensor.numel)));
    const moveBy = (length: number): void =>
      setParameters(parameters, arithmetic.combine(start, direction, length), runtime);
    const evaluateAt = (length: number): Point => {
      moveBy(length);
      const value = lossOf(callClosure(closure, runtime));
      const found = gradientOf(parameters, runtime);
      return { step: length, loss: value, slope: arithmetic.dot(found, direction), gradient: found };
    };
    if (hasSearch) {
      const result = strongWolfe({
        evaluate: evaluateAt,
        start: { step: 0, loss, slope, gradient },
        firstStep: memory.length,
        length: largest(direction),
        maximumRounds: mostEvaluations - evaluations,
      });
      ({ loss, gradient } = result.point);
      memory.length = result.point.step;
      evaluations += result.evaluations;
      moveBy(memory.length);
    } else if (round === max_iter) moveBy(memory.length);
    else {
      ({ loss, gradient } = evaluateAt(memory.length));
      evaluations++;
    }

    if (round === max_iter || evaluations >= mostEvaluations || largest(gradient) <= tolerance_grad) break;
    if (largest(arithmetic.times(direction, memory.length)) <= tolerance_change) break;
    if (Math.abs(loss - memory.loss) < tolerance_change) break;
  }
  self.state.set('lbfgs', memory);
  return original;
}

export const lbfgs: ClassValue = {
  ...optimizerBase,
  name: 'torch.optim.LBFGS',
  bases: [optimizerBase],
  signature: signature(
    '(params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-7, tolerance_change=1e-9, history_size=100, line_search_fn=None)',
  ),
  construct: (self, args, runtime) => {
    const defaults = dict(
      args.signature.parameters
        .slice(1)
        .map(({ name }): readonly [Value, Value] => [str(name), args.value(name)]),
    );
    const rounds = args.value('max_iter');
    if (args.isNone('max_eval') && rounds.kind === 'int')
      defaults.entries.set('smax_eval', [str('max_eval'), int(Math.floor((rounds.value * 5) / 4))]);
    setUpGroups(self, args.value('params'), defaults, runtime);
    if ((groupsOf(self)?.length ?? 1) !== 1) {
      throw new PythonError('ValueError', "LBFGS doesn't support per-parameter options (parameter groups)");
    }
  },
  methods: {
    ...optimizerBase.methods,
    step: {
      signature: signature('(closure)'),
      call: (self, args, runtime) => {
        try {
          return withGrad(false, () => minimize(self, args.value('closure'), runtime));
        } catch (error) {
          if (!(error instanceof NotKnown)) throw error;
          // How far the steps went is not known, and neither is where the parameters are.
          for (const parameter of (groupsOf(self) ?? []).flatMap(parametersOf))
            moveTo(parameter, Tensor.apply(either, [parameter.tensor], {}), runtime);
          throw error;
        }
      },
    },
  },
};
