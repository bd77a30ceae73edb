/** Heads that give the scores of several anchors in dim 1, `Conv2d(…, anchors * classes)`, and are cut to rows of classes: `view(n, -1, classes)`. */
import type { TensorRecord } from '../../inspect/inspection';
import type { Call, Expression } from '../../python/syntax';
import { definitionOf } from './bindings';
import { atEachPosition, convolutionOf, hasSeveralPositions } from './channels-of-convolution';
import { callAt, isImported, rootName, sourceAt, type EditedSource } from './code-shape';
import { madeFrom, type Uses } from './uses';
import type { Finding, RuleContext } from '../rule';

/** What such a view made. */
export interface CutOfGroups {
  readonly rows: TensorRecord;
  /** The sizes of what was cut; those that are not known by a letter. */
  readonly sizes: readonly (number | string)[];
  /** How many numbers a row holds. */
  readonly classes: number;
  readonly reader: Finding['related'][number] | null;
}

/** Each such view of what a convolution made, where the text multiplies the size of its rows into the channels. */
export function cutOfGroups(context: RuleContext, uses: Uses): CutOfGroups[] {
  return context.inspection.tensors.flatMap((rows): CutOfGroups[] => {
    const { producer, shape, place } = rows;
    const classes = shape?.length === 3 ? shape[2] : null;
    if (producer?.operation !== 'reshape' || !place || typeof classes !== 'number' || classes < 2) return [];
    const scores = context.tensor(producer.inputs[0]!);
    const convolution = convolutionOf(context, scores, atEachPosition);
    const weight = convolution && context.tensor(convolution.producer!.inputs[1]!);
    const channels = weight?.shape?.[0];
    if (
      !convolution ||
      !weight?.place ||
      typeof channels !== 'number' ||
      channels <= classes ||
      channels % classes !== 0
    )
      return [];
    const source = sourceAt(context, place);
    const call = callAt(source, place);
    const size = call && rowSize(context, source, call);
    const made = sourceAt(context, weight.place);
    const constructor = callAt(made, weight.place);
    const out = constructor && outChannels(constructor);
    const dims = weight.shape!.length;
    if (!size || !out || (dims !== 3 && dims !== 4) || !hasPositions(context, scores, convolution, classes))
      return [];
    const wanted = plain(context, source, size);
    const product = out.kind === 'Name' ? (definitionOf(made, out) ?? out) : out;
    if (!factorsOf(product).some((factor) => plain(context, made, factor) === wanted)) return [];
    if (isComparedElementwise(context, uses, rows)) return [];
    const sizes = scores.shape ?? ['N', channels, ...(dims === 3 ? ['T'] : ['H', 'W'])];
    return [
      {
        rows,
        sizes,
        classes,
        reader: { place: weight.place, message: 'the channels are made here, group by group' },
      },
    ];
  });
}

/** Whether there is more than one position, and a row holds not all of them. */
function hasPositions(
  context: RuleContext,
  scores: TensorRecord,
  convolution: TensorRecord,
  classes: number,
): boolean {
  const positions = scores.shape?.slice(2);
  if (positions?.every((size): size is number => typeof size === 'number')) {
    const count = positions.reduce((product, size) => product * size, 1);
    return count > 1 && count !== classes && positions.at(-1) !== classes;
  }
  const { inputs, attributes } = convolution.producer!;
  const kernel = context.tensor(inputs[1]!).shape!.slice(2);
  const padding = [attributes['padding']].flat();
  // A kernel without a margin may cover the whole image, and one of one element may stand on features without positions.
  const isOfNeighbours = kernel.every((size) => size === 3) && padding.every((size) => size === 1);
  return isOfNeighbours && hasSeveralPositions(context, convolution);
}

/** `C` of `x.view(n, -1, C)`, `x.reshape((n, -1, C))` and `torch.reshape(x, (n, -1, C))`. */
function rowSize(context: RuleContext, source: EditedSource, call: Call): Expression | null {
  const { func, args } = call;
  if (func.kind !== 'Attribute' || call.keywords.length > 0) return null;
  const given = isImported(source, rootName(func.value)) ? args.slice(1) : args;
  const [first] = given;
  const isRow = given.length === 1 && (first?.kind === 'Tuple' || first?.kind === 'List');
  const sizes = isRow ? first.elements : given;
  const [, rest, size] = sizes;
  const isCut = sizes.length === 3 && rest !== undefined && plain(context, source, rest) === '-1';
  return isCut ? size! : null;
}

/** What a constructor is told of the channels that it makes. */
const outChannels = ({ args, keywords }: Call): Expression | null =>
  keywords.find(({ name }) => name === 'out_channels')?.value ?? args[1] ?? null;

/** The factors of a product; of anything else it alone. */
const factorsOf = (written: Expression): readonly Expression[] =>
  written.kind === 'BinOp' && written.operator === '*'
    ? [...factorsOf(written.left), ...factorsOf(written.right)]
    : [written];

/** What is written, without whose attribute it is: a constructor has `classes` where a method has `self.classes`. */
const plain = (context: RuleContext, source: EditedSource, { start, end }: Expression): string =>
  context
    .text({ source: source.index, start, end })
    .replace(/\s/g, '')
    .replace(/\bself\.|^\(|\)$/g, '');

/** Losses that compare number by number: where both sides are cut alike, nothing is scrambled. */
const elementwise: ReadonlySet<string> = new Set(['huber_loss', 'l1_loss', 'mse_loss', 'smooth_l1_loss']);

function isComparedElementwise(context: RuleContext, uses: Uses, rows: TensorRecord): boolean {
  const made = new Set([...madeFrom(uses, rows, () => true)].map(({ id }) => id));
  return context.inspection.losses.some(
    ({ loss, inputs }) => elementwise.has(loss) && inputs.some(({ tensor }) => made.has(tensor)),
  );
}
