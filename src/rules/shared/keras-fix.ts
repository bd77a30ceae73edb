/** Edits of how a loss of Keras is written: its flag, its name, and what names it where it was a string. */
import type { Span } from '../../base/place';
import type { Statement } from '../../python/syntax';
import type { EditedSource } from './code-shape';
import { certainFix, removeItem, renameCallee, replaceSpan } from './edits';
import { classNameOf, type KerasHead, type LossSite } from './keras-heads';
import type { Edit, Fix, RuleContext } from '../rule';

/** Makes the loss expect raw scores. */
export function addFromLogits(context: RuleContext, head: KerasHead): Fix | null {
  const { site } = head;
  if (!site) return null;
  const title = 'Add from_logits=True';
  if (site.kind === 'name') return certainFix(context, title, objectFor(context, head, site));
  const { call, source } = site;
  const flag = call.keywords.find(({ name }) => name === 'from_logits');
  if (flag) return certainFix(context, title, [replaceSpan(source, flag.value, 'True')]);
  // In a constructor the flag comes first: what is passed by place may be it.
  const isConstructor =
    head.event !== 'call' ||
    source.text.slice(call.func.start, call.func.end).endsWith(classNameOf(head.loss));
  if (isConstructor && call.args.length > 0) return null;
  if (call.keywords.some(({ name }) => name === null)) return null;
  const last = [...call.args, ...call.keywords].at(-1);
  const at = last?.end ?? call.end - 1;
  const newText = last ? ', from_logits=True' : 'from_logits=True';
  return certainFix(context, title, [{ source: source.index, start: at, end: at, newText }]);
}

/** Makes the loss expect probabilities, which is what it does by default. */
export function removeFromLogits(context: RuleContext, { site }: KerasHead): Fix | null {
  if (site?.kind !== 'call') return null;
  const { call, source } = site;
  const flag = call.keywords.find(({ name }) => name === 'from_logits');
  if (!flag || call.keywords.some(({ name }) => name === null)) return null;
  const items = [...call.args, ...call.keywords];
  const edit = items.length === 1 ? replaceSpan(source, flag, '') : removeItem(source, items, flag);
  return certainFix(context, 'Remove from_logits', edit && [edit]);
}

/** Uses another loss with the same options. */
export function useLoss(
  context: RuleContext,
  { site, loss }: Pick<KerasHead, 'site' | 'loss'>,
  to: string,
): Fix | null {
  if (!site) return null;
  const title = `Use ${to}`;
  if (site.kind === 'name') {
    const { constant, source } = site;
    if (constant.value !== loss) return null;
    return certainFix(context, title, [replaceSpan(source, inQuotes(constant, source), to)]);
  }
  const edits =
    renameCallee(site.source, site.call.func, classNameOf(loss), classNameOf(to)) ??
    renameCallee(site.source, site.call.func, loss, to);
  return certainFix(context, title, edits);
}

/** What stands between the quotes of a string. */
export function inQuotes({ start, end }: Span, { text }: EditedSource): Span {
  const written = text.slice(start, end);
  const prefix = /^[a-zA-Z]*('''|"""|'|")/.exec(written);
  const quote = prefix?.[1]?.length ?? 1;
  return { start: start + (prefix?.[0].length ?? 1), end: end - quote };
}

/** `'binary_crossentropy'` → `keras.losses.BinaryCrossentropy(from_logits=True)`, spelled as the file imports Keras. */
function objectFor(
  context: RuleContext,
  { loss }: KerasHead,
  { constant, source }: Extract<LossSite, { kind: 'name' }>,
): readonly Edit[] | null {
  const made = `${classNameOf(loss)}(from_logits=True)`;
  const file = context.inspection.sources[source.index]?.file;
  const sources = [
    source,
    ...context.inspection.sources.flatMap((other, index) =>
      other.file === file && index !== source.index ? [{ index, ...context.source(index) }] : [],
    ),
  ];
  for (const { module } of sources) {
    for (const statement of module.body) {
      const name = nameOfKeras(statement);
      if (name !== null) return [replaceSpan(source, constant, `${name}.losses.${made}`)];
    }
  }
  // Keras is known by its parts only: the class is imported beside them.
  const beside = source.module.body.find(
    (statement) =>
      statement.kind === 'ImportFrom' && /^(?:tensorflow\.)?keras(?:\.|$)/.test(statement.module),
  );
  if (beside?.kind !== 'ImportFrom') return null;
  const root = beside.module.startsWith('tensorflow.') ? 'tensorflow.keras' : 'keras';
  const newText = `from ${root}.losses import ${classNameOf(loss)}\n`;
  return [
    { source: source.index, start: beside.start, end: beside.start, newText },
    replaceSpan(source, constant, made),
  ];
}

/** How an import at the top of a file makes keras known: `keras`, `tf.keras`; null for any other statement. */
function nameOfKeras(statement: Statement): string | null {
  if (statement.kind === 'ImportFrom' && statement.module === 'tensorflow' && statement.level === 0) {
    const item = statement.names.find(({ name }) => name === 'keras');
    return item ? (item.alias ?? item.name) : null;
  }
  if (statement.kind !== 'Import') return null;
  for (const { name, alias } of statement.names) {
    if (name === 'keras' || name === 'tf_keras' || name === 'tensorflow.keras') return alias ?? name;
    if (name === 'tensorflow' || (alias !== null && /^tensorflow\.compat\.v[12]$/.test(name)))
      return `${alias ?? name}.keras`;
  }
  return null;
}

/** Puts the losses of two outputs in each other's place. */
export function exchangeLosses(context: RuleContext, a: KerasHead, b: KerasHead): Fix | null {
  const [first, second] = [a, b].map(({ place }) => context.text(place));
  if (first === undefined || second === undefined || a.place.start === b.place.start) return null;
  const edit = ({ place }: KerasHead, newText: string): Edit => ({
    source: place.source,
    start: place.start,
    end: place.end,
    newText,
  });
  return certainFix(context, 'Exchange the two losses', [edit(a, second), edit(b, first)]);
}
