/**
 * Puts what was changed while playing into the source: new numbers into the literal that
 * a tensor was made of, options as keywords of the call. Only the changed places are edited,
 * so the formatting stays; what cannot be placed for certain is refused with the reason.
 */
import type { Span } from '../../base/place';
import { fail, succeed, type Result } from '../../base/result';
import { isFloating } from '../../engine/dtype';
import type { Inspection, LossCall } from '../../inspect/inspection';
import { parseModule } from '../../python/parse';
import type { Call } from '../../python/syntax';
import { callAt, expressionAt, isImported, type EditedSource } from '../../rules/shared/code-shape';
import { asOperand, replaceSpan, setKeyword } from '../../rules/shared/edits';
import type { Edit } from '../../rules/rule';
import { elementText, nestedLists } from '../../base/tensor-text';
import { leavesAt } from '../inspector/literal-leaves';
import { changed, isChanged, type Changes } from './changes';
import type { LossSetting, SettingTensor } from './loss-setting';

export interface WriteBackSubject {
  readonly inspection: Inspection;
  readonly call: LossCall;
  readonly setting: LossSetting;
  /** The texts that were read, by the `source` of a place. */
  readonly source: SourceOf;
  /** The numbers that an input is made of, by its name; null where it is computed. */
  readonly leaves: (name: string) => Leaves | null;
}

type SourceOf = (index: number) => EditedSource;

interface Leaves {
  readonly source: EditedSource;
  readonly spans: readonly Span[];
}

/** Each text is parsed and looked through once, however often a change is made: whether it can be written is told with each. */
export function writeBackSubject(
  inspection: Inspection,
  call: LossCall,
  setting: LossSetting,
  texts: readonly string[],
): WriteBackSubject {
  const source = remembered((index: number): EditedSource => {
    const text = texts[index] ?? '';
    return { index, text, module: parseModule(text) };
  });
  const leaves = remembered((name: string): Leaves | null => {
    const input = call.inputs.find((each) => each.name === name);
    const { place = null, producer = null } = (input && inspection.tensors[input.tensor]) ?? {};
    if (!place || producer !== null) return null;
    const spans = leavesAt(source(place.source), place);
    return spans && { source: source(place.source), spans };
  });
  return { inspection, call, setting, source, leaves };
}

function remembered<Key, Result>(make: (key: Key) => Result): (key: Key) => Result {
  const made = new Map<Key, Result>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key)!;
  };
}

/** The edits, or a sentence that says what cannot be written and why. */
export function writeBackEdits(subject: WriteBackSubject, changes: Changes): Result<readonly Edit[], string> {
  if (!isChanged(changes)) return fail('Nothing was changed.');
  const parts: Result<readonly Edit[], string>[] = [];
  for (const [name, edits] of Object.entries(changes.values)) {
    if (changes.added.some((tensor) => tensor.name === name)) continue;
    parts.push(valueEdits(subject, name, edits));
  }
  if (changes.temperature !== 1) parts.push(temperatureEdit(subject, changes.temperature));
  const keywords = keywordsOf(subject.setting, changes);
  if (keywords.length > 0) parts.push(keywordEdits(subject, keywords));
  const edits: Edit[] = [];
  for (const part of parts) {
    if (!part.ok) return part;
    edits.push(...part.value);
  }
  return succeed(edits);
}

function valueEdits(
  { setting, leaves }: WriteBackSubject,
  name: string,
  edits: Readonly<Record<number, number>>,
): Result<readonly Edit[], string> {
  const tensor = setting.tensors.find((each) => each.name === name);
  const written = leaves(name);
  if (!tensor || written?.spans.length !== tensor.values.length) {
    return fail(`${name} is computed, not written as numbers, so new numbers have no place in the source.`);
  }
  const { source, spans } = written;
  return succeed(
    Object.entries(edits).flatMap(([index, value]) => {
      const leaf = spans[Number(index)];
      return leaf
        ? [replaceSpan(source, leaf, leafText(source.text.slice(leaf.start, leaf.end), value, tensor))]
        : [];
    }),
  );
}

/** A whole number stays one where it was written as one, so that the dtype of the tensor does not change. */
function leafText(written: string, value: number, { dtype }: SettingTensor): string {
  if (isFloating(dtype) && /^[+-]?\d+$/.test(written) && Number.isInteger(value)) return String(value);
  return elementText(value, dtype);
}

function temperatureEdit(
  { call, setting, source: sourceOf }: WriteBackSubject,
  temperature: number,
): Result<readonly Edit[], string> {
  const place = call.inputs.find(({ name }) => name === setting.prediction)?.place;
  const source = place && sourceOf(place.source);
  const argument = source && expressionAt(source, place);
  if (!source || !argument) return fail('The output of the model is not an argument of this call.');
  return succeed([replaceSpan(source, argument, `${asOperand(source, argument)} / ${temperature}`)]);
}

type Keyword = readonly [name: string, value: string];

function keywordsOf(setting: LossSetting, changes: Changes): Keyword[] {
  const options = Object.entries(changes.options).map(([name, value]): Keyword => [name, pythonOf(value)]);
  const reduction: Keyword[] = changes.reduction === null ? [] : [['reduction', `'${changes.reduction}'`]];
  const now = changed(setting, changes);
  const added = changes.added.map(({ name }): Keyword => {
    const tensor = now.tensors.find((each) => each.name === name);
    return [name, tensor ? weightText(tensor) : 'None'];
  });
  return [...options, ...reduction, ...added];
}

/** PyTorch wants weights of the output's dtype, and makes float32 of numbers unless it is told. */
const weightText = ({ values, shape, dtype }: SettingTensor): string =>
  `torch.tensor(${nestedLists(values, shape, dtype)}${dtype === 'float32' ? '' : `, dtype=torch.${dtype}`})`;

const pythonOf = (value: number | string): string =>
  typeof value === 'number' ? String(value) : `'${value}'`;

function keywordEdits(
  { call, source: sourceOf }: WriteBackSubject,
  keywords: readonly Keyword[],
): Result<readonly Edit[], string> {
  const place = call.constructed ?? call.place;
  const source = sourceOf(place.source);
  const written = callAt(source, place);
  if (!written) return fail('The call stands in no text that could be edited.');
  const refusal = refusalOf(source, written, call, keywords);
  if (refusal !== null) return fail(refusal);
  // All at one place make one edit, since two insertions there would be in an order of chance.
  const edits: Edit[] = [];
  for (const [name, value] of keywords) {
    const edit = setKeyword(source, written, name, value);
    if (!edit) return fail('The call unpacks its arguments, which may hold the option already.');
    const same = edits.findIndex(({ start, end }) => start === edit.start && end === edit.end);
    if (same < 0) edits.push(edit);
    else edits[same] = { ...edit, newText: joined(edits[same]!.newText, edit.newText) };
  }
  return succeed(edits);
}

const joined = (first: string, second: string): string =>
  second.startsWith(', ') ? `${first}${second}` : `${first}, ${second}`;

function refusalOf(
  source: EditedSource,
  written: Call,
  { constructed, inputs }: LossCall,
  keywords: readonly Keyword[],
): string | null {
  const positional = written.args.length;
  const tensors = constructed ? 0 : inputs.filter(({ place }) => place !== null).length;
  if (positional > tensors) return 'The call passes options by their turn; write them as keywords first.';
  const needsTorch = keywords.some(([, value]) => value.startsWith('torch.'));
  if (needsTorch && !isImported(source, 'torch')) return 'New weights need `import torch` in this file.';
  return null;
}
