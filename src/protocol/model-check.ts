/** The run-time check of what the panel shows; the compiler compares it with model.ts, field by field. */
import type { Place } from '../base/place';
import { count, list, number, oneOf, orNull, record, text, truth, union, either, type Check } from './check';
import {
  rowCount,
  type Reach,
  type SheetGroup,
  type SheetLayout,
  type SheetModel,
  type SheetOperand,
} from './sheet';
import type {
  EmptyState,
  FailedState,
  FindingModel,
  FindingsModel,
  GradientModel,
  InputModel,
  Link,
  LossState,
  NumberText,
  PanelState,
  ReadingState,
  SampledModel,
  TensorModel,
  TensorState,
} from './model';
import { tableValues } from './table-values';
import { choice, compare, curve, whatIf } from './what-if-check';

export const place: Check<Place> = record<Place>({
  source: count,
  start: count,
  end: count,
  line: count,
  column: count,
  endLine: count,
  endColumn: count,
});

const link = record<Link>({ text, place });

const numberText = record<NumberText>({ text, exact: text });

const tensorFields = record<TensorModel>({
  id: orNull(count),
  summary: text,
  shape: orNull(list(either(count, text))),
  dtype: text,
  scale: oneOf('sequential', 'diverging', 'classes', 'truths'),
  range: orNull(record<{ readonly min: number; readonly max: number }>({ min: number, max: number })),
  values: orNull(tableValues),
  absence: text,
});

/** A tensor's fields, and as many values as its shape says. */
const tensor: Check<TensorModel> = (value, path) => {
  const reason = tensorFields(value, path);
  return reason ?? countOfValues(value as TensorModel, path);
};

function countOfValues({ values, shape }: TensorModel, path: string): string | null {
  if (values === null) return null;
  const sizes = shape ?? [];
  if (shape === null || !sizes.every((size) => typeof size === 'number')) {
    return `${path}: has values and a shape that is not known`;
  }
  const elements = sizes.reduce((product, size) => product * size, 1);
  if (elements === values.length) return null;
  return `${path}.values: expected ${elements} elements for shape [${sizes.join(', ')}]; got ${values.length}`;
}

/** Groups whose layouts point at values that are there, and whose operands are groups. */
const sheetFields = record<SheetModel>({
  rows: list(count),
  groups: list(
    record<SheetGroup>({
      kind: oneOf('input', 'step'),
      name: text,
      formula: text,
      tensor,
      layout: record<SheetLayout>({ strides: list(count), columns: count, columnStride: count }),
      operands: list(
        record<SheetOperand>({
          letter: text,
          group: count,
          reach: oneOf<Reach>('element', 'sample', 'target'),
        }),
      ),
      isLoss: truth,
    }),
  ),
  shares: orNull(tableValues),
  silent: orNull(tableValues),
  dominant: orNull(count),
});

const sheet: Check<SheetModel> = (value, path) => {
  const reason = sheetFields(value, path);
  return reason ?? whatIsOutside(value as SheetModel, path);
};

function whatIsOutside({ rows, groups, shares, silent }: SheetModel, path: string): string | null {
  const size = rowCount(rows);
  for (const [
    at,
    {
      layout,
      tensor: { values },
      operands,
    },
  ] of groups.entries()) {
    const last = rows.reduce(
      (sum, each, dim) => sum + (each - 1) * (layout.strides[dim] ?? 0),
      (layout.columns - 1) * layout.columnStride,
    );
    if (layout.strides.length !== rows.length) return `${path}.groups[${at}]: expected a stride for each dim`;
    if (size > 0 && (values === null || last >= values.length))
      return `${path}.groups[${at}]: points past its values`;
    if (operands.some(({ group }) => group >= at)) return `${path}.groups[${at}]: is made of a later group`;
  }
  const counts = [shares, silent].every((each) => each === null || each.length === size);
  return counts ? null : `${path}: expected a share for each of ${size} rows`;
}

const input = record<InputModel>({
  name: text,
  expression: text,
  link: orNull(link),
  made: orNull(link),
  tensor,
  expects: text,
  notFinite: text,
});

const gradient = record<GradientModel>({
  of: text,
  link: orNull(link),
  sheet: orNull(sheet),
  tensor,
  largest: orNull(numberText),
});

const sampled = record<SampledModel>({ redrawable: truth });

const finding = record<FindingModel>({
  index: count,
  rule: text,
  title: text,
  severity: oneOf('error', 'warning', 'info'),
  message: text,
  evidence: text,
  link,
  related: list(link),
  fix: orNull(text),
});

const findings = record<FindingsModel>({
  here: list(finding),
  elsewhere: list(finding),
  notJudged: list(record<FindingsModel['notJudged'][number]>({ reason: text, link })),
  limits: list(text),
});

export const panelState: Check<PanelState> = union<PanelState, 'kind'>('kind', {
  empty: record<EmptyState>({
    kind: oneOf('empty'),
    revision: count,
    document: orNull(text),
    losses: list(link),
  }),
  reading: record<ReadingState>({ kind: oneOf('reading'), document: text }),
  failed: record<FailedState>({ kind: oneOf('failed'), message: text, advice: text, canReadAgain: truth }),
  loss: record<LossState>({
    kind: oneOf('loss'),
    revision: count,
    isPartial: truth,
    expression: text,
    link,
    function: text,
    framework: text,
    value: orNull(numberText),
    reduction: text,
    reason: text,
    evaluation: text,
    backend: text,
    sampled: orNull(sampled),
    inputs: list(input),
    perElement: orNull(tensor),
    formula: text,
    gradients: list(gradient),
    gradientNotes: list(record<LossState['gradientNotes'][number]>({ text, link: orNull(link) })),
    sheet: orNull(sheet),
    steps: list(record<LossState['steps'][number]>({ name: text, formula: text, summary: text })),
    options: list(record<LossState['options'][number]>({ name: text, value: text })),
    constructed: orNull(link),
    error: orNull(record<NonNullable<LossState['error']>>({ type: text, message: text })),
    warnings: list(text),
    findings,
    whatIf,
    choice: orNull(choice),
    compare: orNull(compare),
    curve: orNull(curve),
  }),
  tensor: record<TensorState>({
    kind: oneOf('tensor'),
    revision: count,
    expression: text,
    link,
    backend: text,
    sampled: orNull(sampled),
    tensor,
    isPartial: truth,
    producer: text,
    sources: list(record<TensorState['sources'][number]>({ summary: text, link: orNull(link) })),
    grad: orNull(tensor),
    findings,
  }),
});
