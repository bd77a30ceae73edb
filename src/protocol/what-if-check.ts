/** The run-time checks of what-if.ts, compared with it by the compiler. */
import {
  count,
  either,
  expected,
  list,
  number,
  oneOf,
  orNull,
  record,
  text,
  truth,
  union,
  type Check,
} from './check';
import type { NumberText } from './model';
import type {
  Change,
  ChoiceModel,
  ChoiceRow,
  CompareModel,
  CompareRow,
  Control,
  CurveModel,
  Exploration,
  WhatIfModel,
} from './what-if';

type Of<Union, Kind extends string> = Extract<Union, { readonly kind: Kind }>;

const numberText = record<NumberText>({ text, exact: text });

const float64s: Check<Float64Array> = (value, path) =>
  value instanceof Float64Array ? null : expected('a Float64Array', value, path);

export const change: Check<Change> = union<Change, 'kind'>('kind', {
  value: record<Of<Change, 'value'>>({ kind: oneOf('value'), input: text, index: count, text }),
  option: record<Of<Change, 'option'>>({ kind: oneOf('option'), name: text, value: either(number, text) }),
  add: record<Of<Change, 'add'>>({ kind: oneOf('add'), input: text }),
  reset: record<Of<Change, 'reset'>>({ kind: oneOf('reset') }),
});

export const exploration: Check<Exploration> = union<Exploration, 'kind'>('kind', {
  compare: record<Of<Exploration, 'compare'>>({ kind: oneOf('compare') }),
  rest: record<Of<Exploration, 'rest'>>({ kind: oneOf('rest') }),
  curve: record<Of<Exploration, 'curve'>>({
    kind: oneOf('curve'),
    along: orNull(record<NonNullable<Of<Exploration, 'curve'>['along']>>({ input: text, index: count })),
  }),
});

const control: Check<Control> = union<Control, 'kind'>('kind', {
  number: record<Of<Control, 'number'>>({
    kind: oneOf('number'),
    name: text,
    value: number,
    original: number,
    min: number,
    max: number,
    step: number,
  }),
  choice: record<Of<Control, 'choice'>>({
    kind: oneOf('choice'),
    name: text,
    value: text,
    original: text,
    choices: list(text),
  }),
});

export const whatIf = record<WhatIfModel>({
  refusal: text,
  isChanged: truth,
  changed: list(record<WhatIfModel['changed'][number]>({ input: text, index: count })),
  controls: list(control),
  addable: list(text),
  original: orNull(numberText),
  notWritable: text,
  note: text,
});

export const curve = record<CurveModel>({
  input: text,
  index: count,
  name: text,
  at: orNull(record<NonNullable<CurveModel['at']>>({ x: number, loss: number, slope: number })),
  xs: float64s,
  losses: float64s,
  left: orNull(number),
  right: orNull(number),
  entropy: orNull(number),
  refusal: text,
});

export const compare = record<CompareModel>({
  rows: list(
    record<CompareRow>({
      spelling: text,
      framework: text,
      assumes: text,
      value: orNull(numberText),
      gradient: orNull(numberText),
      group: orNull(count),
      refusal: text,
      isPresent: truth,
      isPlain: truth,
    }),
  ),
  refusal: text,
});

export const choice = record<ChoiceModel>({
  targets: text,
  evidence: text,
  rows: list(
    record<ChoiceRow>({
      outputs: text,
      loss: text,
      predictions: text,
      names: list(record<ChoiceRow['names'][number]>({ framework: text, name: text })),
      isPresent: truth,
    }),
  ),
  verdict: orNull(record<NonNullable<ChoiceModel['verdict']>>({ fits: truth, reason: text })),
});
