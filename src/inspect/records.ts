/** Plain data of what the recorder kept: the graph behind it with ids, losses with their gradients, variables. */
import type { Place, Span } from '../base/place';
import { TensorError } from '../engine/error';
import { TooMuchWork, withinThisWork } from '../engine/work';
import { isFloating, type Values } from '../engine/dtype';
import type { Role, RoleKind } from '../engine/role';
import type { Tensor } from '../engine/tensor';
import { bitLength, decimal } from '../frameworks/integers';
import { linearize, type TensorValue, type Value } from '../frameworks/values';
import type {
  Inspection,
  LossCall,
  OperationRecord,
  PlainValue,
  TensorId,
  TensorRecord,
  TensorStatistics,
  UnfollowedLoss,
  VariableRecord,
} from './inspection';
import { expected, rolesExpected } from './expected';
import { gradientsOf } from './gradients';
import type { Interpreter } from './interpreter';
import { WHOLE_ELEMENTS } from './options';
import { roleByUse, roleOf } from './roles';
import type { RecordedLoss } from './recorder';
import { statisticsOf } from './statistics';

/** Nodes of the graph that are handed over at most, and elements that statistics look at in all. */
const MAXIMUM_NODES = 50_000;
const MAXIMUM_STATISTICS = 20_000_000;

/** Gives tensors ids and makes records of them, inputs of producers included. */
export class TensorRecords {
  readonly records: Draft[] = [];
  readonly #described = new Set<TensorId>();
  readonly #ids = new Map<Tensor, TensorId>();
  readonly #owners: (tensor: Tensor) => TensorValue | undefined;
  readonly #dataElements: number;
  readonly #whole: TensorId | undefined;
  /** Rules look at the values of few tensors: those of the others are not computed. */
  readonly #isOnDemand: boolean;
  /** Nobody looks at what the losses were computed from on the way. */
  readonly #isForValues: boolean;
  readonly #unread: ReadonlyMap<Tensor, Place>;
  #statisticsLeft = MAXIMUM_STATISTICS;
  readonly #roles = new Map<TensorId, () => Role>();

  /** @param whole The tensor that is handed over though it is large. */
  constructor(interpreter: Interpreter, whole?: TensorId) {
    this.#owners = (tensor) => interpreter.ownerOf(tensor);
    this.#dataElements = interpreter.limits.dataElements;
    this.#whole = whole;
    this.#isOnDemand = interpreter.recorder.isForRules;
    this.#isForValues = interpreter.recorder.isForValues;
    this.#unread = interpreter.recorder.unread;
  }

  /** The id of a tensor; the tensors that it was made from get ids as well. */
  id(tensor: Tensor): TensorId {
    const known = this.#ids.get(tensor);
    if (known !== undefined) {
      this.#describe(tensor, known);
      return known;
    }
    const waiting = [tensor];
    while (waiting.length > 0) {
      const node = waiting[waiting.length - 1]!;
      if (this.#ids.has(node)) {
        waiting.pop();
        continue;
      }
      const missing =
        this.records.length < MAXIMUM_NODES
          ? (node.producer?.inputs ?? []).filter((input) => !this.#ids.has(input))
          : [];
      if (missing.length > 0) waiting.push(...missing);
      else {
        waiting.pop();
        this.#add(node);
      }
    }
    const id = this.#ids.get(tensor)!;
    this.#describe(tensor, id);
    return id;
  }

  /** Lets a literal have the role that a loss takes it for. Of what has a dtype and no values nothing is known. */
  takeRole(tensor: Tensor, wanted: readonly RoleKind[]): void {
    if (tensor.producer || tensor.role.kind !== 'unknown' || !tensor.dtype || !tensor.hasValues) return;
    const id = this.id(tensor);
    const record = this.records[id]!;
    const before = this.#roles.get(id)!;
    const { dtype } = tensor;
    this.#setRole(record, () => roleByUse(before(), wanted, record.data, isFloating(dtype)));
  }

  #setRole(record: Draft, role: () => Role): void {
    if (this.#isOnDemand) onDemand(record, 'role', role);
    else record.role = role();
    const known = this.#isOnDemand ? undefined : record.role;
    this.#roles.set(record.id, known ? () => known : role);
  }

  #add(tensor: Tensor): void {
    const id = this.records.length;
    this.#ids.set(tensor, id);
    const isShown = tensor.hasValues && tensor.numel <= this.#dataElements;
    const inputs = tensor.producer?.inputs.map((input) => this.#ids.get(input));
    this.records.push({
      id,
      shape: tensor.shape?.map((size) => (typeof size === 'number' ? size : size.name)) ?? null,
      dtype: tensor.dtype ?? null,
      role: tensor.role,
      data: null,
      elided: tensor.hasValues && !isShown && !(id === this.#whole && tensor.numel <= WHOLE_ELEMENTS),
      statistics: null,
      requiresGrad: tensor.requiresGrad,
      underNoGrad: tensor.madeWithoutGrad,
      sampled: tensor.sampled,
      producer:
        tensor.producer && inputs?.every((input) => input !== undefined)
          ? {
              operation: tensor.producer.op.name,
              inputs: inputs as TensorId[],
              attributes: plainAttributes(tensor.producer.attributes),
            }
          : null,
      place: tensor.place ?? this.#unread.get(tensor) ?? null,
      grad: null,
      layer: tensor.layer ?? null,
    });
    // Large inner nodes of the graph stay without figures: nobody looks at them, and the work is for those that are shown.
    if (isShown && !this.#isForValues) this.#describe(tensor, id);
  }

  /** Fills in what the values tell, once. */
  #describe(tensor: Tensor, id: TensorId): void {
    if (this.#described.has(id)) return;
    this.#described.add(id);
    const record = this.records[id]!;
    const isShown = tensor.hasValues && !record.elided;
    const values = (): Values | null =>
      tensor.hasValues && (isShown || this.#statisticsLeft >= tensor.numel) ? valuesOf(tensor) : null;
    const figures = (): TensorStatistics | null => {
      const known = values();
      if (!known) return null;
      this.#statisticsLeft -= known.length;
      return statisticsOf(known, tensor.shape as readonly number[], tensor.dtype!);
    };
    if (this.#isOnDemand) {
      if (isShown) onDemand(record, 'data', values);
      if (tensor.hasValues) onDemand(record, 'statistics', figures);
    } else {
      if (isShown) record.data = values();
      record.statistics = figures();
    }
    this.#setRole(record, () => roleOf(tensor, values));
    const owner = this.#owners(tensor);
    if (owner?.grad) record.grad = this.id(owner.grad.tensor);
  }
}

/** Makes a part of a record when it is read for the first time, within the allowance of this moment. */
function onDemand<Key extends 'data' | 'statistics' | 'role'>(
  record: Draft,
  key: Key,
  make: () => Draft[Key],
): void {
  const made = withinThisWork(make);
  Object.defineProperty(record, key, {
    configurable: true,
    enumerable: true,
    get: () => {
      const value = made();
      Object.defineProperty(record, key, { value, enumerable: true });
      return value;
    },
  });
}

/** A record while it is being made. */
type Draft = { -readonly [Key in keyof TensorRecord]: TensorRecord[Key] };

/** The values, or null where computing them fails or takes too long: a check that was put off until somebody asked. */
function valuesOf(tensor: Tensor): ReturnType<Tensor['values']> | null {
  try {
    return tensor.values();
  } catch (error) {
    if (error instanceof TensorError || error instanceof TooMuchWork) return null;
    throw error;
  }
}

function plainAttributes(attributes: Readonly<Record<string, unknown>>): Record<string, PlainValue> {
  const plain: Record<string, PlainValue> = {};
  for (const [name, value] of Object.entries(attributes)) {
    const converted = asPlain(value);
    if (converted !== undefined) plain[name] = converted;
  }
  return plain;
}

function asPlain(value: unknown): PlainValue | undefined {
  if (value === null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) {
    const items = value.map(asPlain);
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  return undefined;
}

/** A loss call as plain data, its gradients computed. */
export function lossRecord(
  recorded: RecordedLoss,
  interpreter: Interpreter,
  tensors: TensorRecords,
): LossCall {
  const { report } = recorded;
  const { result } = report;
  const output = result?.output;
  const { isForRules, isForValues } = interpreter.recorder;
  const isScalar = output?.hasValues === true && output.numel === 1 && output.shape?.length === 0;
  return {
    place: recorded.place,
    function: report.function,
    loss: report.loss,
    reduction: report.reduction,
    value: isScalar ? (valuesOf(output)?.[0] ?? null) : null,
    reason: reasonOf(recorded),
    output: output ? tensors.id(output) : null,
    perElement: result ? tensors.id(result.perElement) : null,
    activation:
      result?.activation && !isForValues
        ? { name: result.activation.name, tensor: tensors.id(result.activation.tensor) }
        : null,
    steps: (isForValues ? [] : (result?.steps ?? [])).map((step) => ({
      name: step.name,
      formula: step.formula,
      tensor: tensors.id(step.tensor),
      operands: (step.operands ?? []).map(({ letter, tensor, reach }) => ({
        letter,
        tensor: tensors.id(tensor),
        reach,
      })),
    })),
    classDim: result?.classDim ?? null,
    weights: result?.weights ? tensors.id(result.weights) : null,
    inputs: recorded.inputs.map(({ name, expression, place, tensor }) => ({
      name,
      expression,
      place,
      tensor: tensors.id(tensor),
      expects: expected(report, name),
    })),
    prediction: report.prediction ?? recorded.inputs[0]?.name ?? null,
    options: report.options,
    // No rule looks at them.
    gradients: (isForRules || isForValues ? [] : gradientsOf(recorded)).map(({ of, tensor }) => ({
      of,
      tensor: tensors.id(tensor),
    })),
    constructed: report.object?.place ?? null,
    evaluations: interpreter.recorder.evaluationsAt(recorded.place),
    underNoGrad: recorded.underNoGrad,
    conditions: recorded.conditions,
    chosen: recorded.chosen,
    warnings: report.warnings,
    error: report.error,
  };
}

function reasonOf({ report, inputs }: RecordedLoss): string | null {
  if (report.error) return `${report.error.type}: ${report.error.message}`;
  if (report.result?.output.hasValues && !valuesOf(report.result.output)) {
    return 'computing it would take longer than the limits allow';
  }
  const missing = inputs.find(({ tensor }) => !tensor.hasValues);
  if (missing) return `the values of ${missing.expression || missing.name} are not known`;
  return report.result ? null : 'the loss could not be computed';
}

/** A name's value as plain data; functions, classes and modules are objects by their type. */
export function variableRecord(
  value: Value,
  interpreter: Interpreter,
  tensors: TensorRecords,
  depth = 0,
): VariableRecord {
  if (depth > 8) return { kind: 'object', type: 'nested too deeply to be shown' };
  const inner = (item: Value): VariableRecord => variableRecord(item, interpreter, tensors, depth + 1);
  switch (value.kind) {
    case 'tensor':
      return { kind: 'tensor', tensor: tensors.id(value.tensor) };
    case 'None':
      return { kind: 'scalar', value: null, type: 'NoneType' };
    case 'long':
      return { kind: 'object', type: `int ${decimal(value.value) ?? `of ${bitLength(value.value)} bits`}` };
    case 'bool':
    case 'int':
    case 'float':
    case 'str':
      return {
        kind: 'scalar',
        value: value.value,
        type: value.kind,
        ...(value.sampled ? { sampled: true } : {}),
      };
    case 'list':
      if (value.open) return { kind: 'unknown', reason: 'the content of the list is not known', line: 0 };
      return { kind: 'list', items: value.items.map(inner), type: 'list' };
    case 'tuple':
    case 'size':
      return { kind: 'list', items: value.items.map(inner), type: 'tuple' };
    case 'set':
      if (value.open) return { kind: 'unknown', reason: 'what is in the set is not known', line: 0 };
      return { kind: 'list', items: [...value.items.values()].map(inner), type: 'set' };
    case 'dict':
      return {
        kind: 'dict',
        entries: [...value.entries.values()].map(([key, entry]): readonly [string, VariableRecord] => [
          key.kind === 'str' ? key.value : (interpreter.format(key, 'repr') ?? '?'),
          inner(entry),
        ]),
      };
    case 'unknown':
      return { kind: 'unknown', reason: value.reason, line: value.place?.line ?? 0 };
    case 'instance': {
      const native = linearize(value.class).find((base) => !base.isUser);
      return { kind: 'object', type: value.class.isUser || !native ? value.class.name : native.name };
    }
    case 'function':
    case 'native':
    case 'method':
      return { kind: 'object', type: 'function' };
    case 'class':
      return { kind: 'object', type: 'class' };
    case 'dtype':
      return { kind: 'object', type: `${value.framework}.dtype` };
    default:
      return { kind: 'object', type: value.kind };
  }
}

/** All that reading left behind, as an Inspection. */
/** Without those that a framework computed where they stand, as the loss that a model was compiled with. */
function unfollowedLosses(interpreter: Interpreter): readonly UnfollowedLoss[] {
  const keyOf = ({ source, start, end }: Place): string => `${source}:${start}:${end}`;
  const { losses, operations } = interpreter.recorder;
  const compiled = [...operations.values()].filter(({ operation }) => operation === 'compile');
  const followed = new Set([...losses, ...compiled].map(({ place }) => keyOf(place)));
  const placeOf = (span: Span, source: number): Place => interpreter.placeIn(span, source);
  return interpreter.writtenLosses.unfollowed(placeOf).filter(({ place }) => !followed.has(keyOf(place)));
}

export function inspectionOf(
  interpreter: Interpreter,
  syntaxProblems: Inspection['syntaxProblems'],
  whole?: TensorId,
): Inspection {
  const { recorder } = interpreter;
  const tensors = new TensorRecords(interpreter, whole);
  const lossCalls = recorder.losses.map((recorded) => lossRecord(recorded, interpreter, tensors));
  for (const { report, inputs } of recorder.losses) {
    for (const { name, tensor } of inputs) tensors.takeRole(tensor, rolesExpected(report, name));
  }
  const expressions = [...recorder.expressions.values()].map(({ place, text, tensor }) => ({
    place,
    text,
    tensor: tensors.id(tensor),
  }));
  const operations = (recorder.isForValues ? [] : [...recorder.operations.values()]).map(
    (recorded): OperationRecord => ({
      ...recorded,
      inputs: recorded.inputs.map((input) => (input ? tensors.id(input) : null)),
      output: recorded.output ? tensors.id(recorded.output) : null,
    }),
  );
  const variables = Object.create(null) as Record<string, VariableRecord>;
  for (const [name, value] of interpreter.moduleScope.names) {
    if (value.kind !== 'module') variables[name] = variableRecord(value, interpreter, tensors);
  }
  return {
    sources: interpreter.sources.map(({ file, cell }) => (cell === undefined ? { file } : { file, cell })),
    tensors: tensors.records,
    losses: lossCalls,
    unfollowedLosses: unfollowedLosses(interpreter),
    expressions: expressions.sort((a, b) => a.place.end - a.place.start - (b.place.end - b.place.start)),
    operations,
    variables,
    // What is not known in an imported file is said where that file is looked at.
    unknowns: recorder.unknowns.filter(({ place }) => place.source < interpreter.ownSources),
    printed: recorder.printed,
    syntaxProblems,
    limits: [...recorder.limits],
  };
}
