/**
 * The edit that takes the activation away from in front of a loss, or makes it the
 * logarithm of itself. It is offered only where it is certain: where nobody else
 * reads what the activation gives, or the loss can be given what goes into it.
 */
import { covers, type Place } from '../../base/place';
import type { LossCall } from '../../inspect/inspection';
import type { Call, Expression, Keyword } from '../../python/syntax';
import type { SyntaxNode } from '../../python/walk';
import {
  ancestorsOf,
  assignedNames,
  callAt,
  firstArgument,
  itemsAround,
  lastName,
  operandOf,
  parentOf,
  readsOf,
  scopeOf,
  sourceAt,
  unpackedInto,
  type EditedSource,
} from './code-shape';
import { certainFix, removeItem, renameCallee, replaceSpan, statementLines, unwrapCall } from './edits';
import type { Origin } from './origin';
import { isAppliedBefore } from './repeated-activation';
import type { Edit, Finding, Fix, RuleContext } from '../rule';

/** Takes the activation away; null where the right edit is not certain. */
export function removeActivation(
  context: RuleContext,
  call: LossCall,
  origin: Origin,
  title: string,
): Fix | null {
  const site = siteOf(context, call, origin);
  if (!site) return null;
  return certainFix(context, title, removal(context, call, site));
}

/** Makes a softmax a log_softmax; null where the right edit is not certain. */
export function useLogActivation(context: RuleContext, call: LossCall, origin: Origin): Fix | null {
  return renameActivation(context, call, origin, toLogSoftmax);
}

/**
 * Takes an activation away wherever its result goes; null where the right edit is not certain.
 * For a second activation that changes what the first has already made.
 */
export function removeAnywhere(context: RuleContext, origin: Origin, title: string): Fix | null {
  const site = siteOf(context, null, origin);
  if (!site) return null;
  if (site.kind !== 'call') return certainFix(context, title, removalOfLayer(site));
  const statement = assignmentToItself(site);
  const lines = statement && statementLines(site.source, statement);
  return certainFix(context, title, [
    lines ? replaceSpan(site.source, lines, '') : unwrapCall(site.source, site.applied, site.operand),
  ]);
}

/** Where an activation is applied: the call that does it, or its layer where it is a part of a model. */
export function placeOfActivation(context: RuleContext, origin: Origin): Place | null {
  const { place, layer } = origin.tensor;
  const isCalledItself = siteOf(context, null, origin)?.kind === 'call';
  return isCalledItself ? place : (layer ?? place);
}

/** Another activation in its place: the names of the function and of the layer, before and after. */
export interface RenamedActivation {
  readonly title: string;
  readonly functions: readonly [from: string, to: string];
  readonly layers: readonly [from: string, to: string];
}

const toLogSoftmax: RenamedActivation = {
  title: 'Use log_softmax',
  functions: ['softmax', 'log_softmax'],
  layers: ['Softmax', 'LogSoftmax'],
};

/** Applies another activation instead; null where the right edit is not certain. */
export function renameActivation(
  context: RuleContext,
  call: LossCall,
  origin: Origin,
  renamed: RenamedActivation,
): Fix | null {
  const site = siteOf(context, call, origin);
  if (!site) return null;
  return certainFix(context, renamed.title, renaming(context, call, site, renamed));
}

/**
 * The places to show beside an activation that stands before a loss: the call that
 * applies it and its layer's constructor, or the layer alone where it is a part of a model.
 */
export function placesOfActivation(
  context: RuleContext,
  call: LossCall,
  origin: Origin,
  name: string,
): Finding['related'] {
  const { place, layer } = origin.tensor;
  const here = `${name} is applied here`;
  if (!layer) return place ? [{ place, message: here }] : [];
  const isCalledItself = siteOf(context, call, origin)?.kind === 'call';
  if (!place || !isCalledItself || covers(place, layer)) return [{ place: layer, message: here }];
  return [
    { place, message: here },
    { place: layer, message: `the ${name} layer is made here` },
  ];
}

/** Where an activation is written, and how. */
type Site =
  /** An item of nn.Sequential, or of the list that becomes one. */
  | {
      readonly kind: 'layer';
      readonly source: EditedSource;
      readonly constructor: Call;
      readonly item: SyntaxNode;
    }
  /** `layers.append(nn.Softmax(dim=1))` alone on its line. */
  | {
      readonly kind: 'appended';
      readonly source: EditedSource;
      readonly constructor: Call;
      readonly statement: SyntaxNode;
    }
  /** `Dense(10, activation='softmax')`: a layer of Keras that ends in it. */
  | {
      readonly kind: 'argument';
      readonly source: EditedSource;
      readonly constructor: Call;
      readonly argument: Keyword;
    }
  /** A call that applies it: `F.softmax(x, 1)`, `x.softmax(1)`, `self.softmax(x)`, `nn.Softmax(1)(x)`. */
  | {
      readonly kind: 'call';
      readonly source: EditedSource;
      readonly applied: Call;
      readonly operand: Expression;
      /** The constructor of the layer that is called. */
      readonly constructor: Call | null;
      /** Where the constructor stands. */
      readonly constructorSource: EditedSource;
    };

function siteOf(context: RuleContext, call: LossCall | null, origin: Origin): Site | null {
  const { place, layer } = origin.tensor;
  if (origin.isWrittenOut || origin.isAltered || origin.isJoined || !place || !origin.tensor.producer)
    return null;
  if (isAppliedBefore(context, origin.tensor)) return null;
  const source = sourceAt(context, place);
  const applied = callAt(source, place);
  if (!layer) {
    const operand = applied && !isLossCall(call, place) ? operandOf(source, applied) : null;
    return applied && operand && isActivationName(applied.func)
      ? { kind: 'call', source, applied, operand, constructor: null, constructorSource: source }
      : null;
  }
  const constructorSource = sourceAt(context, layer);
  const constructor = callAt(constructorSource, layer);
  if (!constructor) return null;
  const activation = constructor.keywords.find(({ name }) => name === 'activation');
  if (activation) return { kind: 'argument', source: constructorSource, constructor, argument: activation };
  // `Dense(10, 'softmax')` does more than the activation.
  if (!activationLayers.has(lastName(constructor.func) ?? '')) return null;
  if (applied && isCallOf(source, applied, constructorSource, constructor)) {
    const operand = firstArgument(applied);
    return operand && { kind: 'call', source, applied, operand, constructor, constructorSource };
  }
  return layerSite(constructorSource, constructor);
}

const isLossCall = (call: LossCall | null, place: Place): boolean =>
  call !== null &&
  call.place.source === place.source &&
  call.place.start === place.start &&
  call.place.end === place.end;

/** `F.softmax`, `x.sigmoid`: the call is of the activation itself, and not of a function that applies it. */
const isActivationName = (func: Expression): boolean => {
  const name = func.kind === 'Attribute' ? func.attribute : func.kind === 'Name' ? func.id : '';
  return activationNames.has(name);
};

const activationNames: ReadonlySet<string> = new Set([
  'elu',
  'expit',
  'leaky_relu',
  'log_softmax',
  'relu',
  'sigmoid',
  'softmax',
  'softmin',
  'softplus',
  'tanh',
]);

/** Layers that are an activation and nothing else. */
const activationLayers: ReadonlySet<string> = new Set([
  'Activation',
  'ELU',
  'LeakyReLU',
  'LogSigmoid',
  'LogSoftmax',
  'ReLU',
  'ReLU6',
  'Sigmoid',
  'SigmoidRange',
  'Softmax',
  'Softmax2d',
  'Softmin',
  'Softplus',
  'Tanh',
]);

/** Whether a call is of the layer itself: `nn.Softmax(1)(x)`, or of the name that the layer was given. */
function isCallOf(
  source: EditedSource,
  applied: Call,
  constructorSource: EditedSource,
  constructor: Call,
): boolean {
  if (applied.func === constructor) return true;
  const parent = parentOf(constructorSource, constructor);
  if (parent?.kind !== 'Assign' || parent.value !== constructor) return false;
  const callee = source.text.slice(applied.func.start, applied.func.end);
  return parent.targets.some((target) => constructorSource.text.slice(target.start, target.end) === callee);
}

/** Where the constructor stands as a part of a Sequential. */
function layerSite(source: EditedSource, constructor: Call): Site | null {
  const parent = parentOf(source, constructor);
  // `('softmax', nn.Softmax(dim=1))` in an OrderedDict's list.
  const isNamed = parent?.kind === 'Tuple' && parent.elements.length === 2;
  const item = isNamed ? parent : constructor;
  const around = itemsAround(source, item);
  if (!around) return null;
  if (around.around.kind === 'Call') {
    const name = lastName(around.around.func);
    if (name === 'Sequential') return { kind: 'layer', source, constructor, item };
    const statement = parentOf(source, around.around);
    const isAppend = name === 'append' || name === 'add_module';
    return isAppend && statement?.kind === 'ExpressionStatement'
      ? { kind: 'appended', source, constructor, statement }
      : null;
  }
  return around.around.kind === 'List' && becomesSequential(source, around.around)
    ? { kind: 'layer', source, constructor, item }
    : null;
}

/** `nn.Sequential(*[…])`, `nn.Sequential(OrderedDict([…]))`, or a name that is unpacked into one. */
function becomesSequential(source: EditedSource, list: SyntaxNode): boolean {
  const path = ancestorsOf(source, list);
  const isInside = path.some(
    (node) => node.kind === 'Call' && node !== list && lastName(node.func) === 'Sequential',
  );
  if (isInside) return true;
  const parent = parentOf(source, list);
  if (parent?.kind !== 'Assign' || parent.value !== list) return false;
  const names = parent.targets.flatMap((target) => (target.kind === 'Name' ? [target.id] : []));
  return unpackedInto(source, 'Sequential').some((name) => names.includes(name));
}

function removal(context: RuleContext, call: LossCall, site: Site): readonly Edit[] | null {
  if (site.kind !== 'call') return removalOfLayer(site);
  if (isOnlyForLoss(call, site)) {
    const statement = assignmentToItself(site);
    const lines = statement && statementLines(site.source, statement);
    if (lines) return [replaceSpan(site.source, lines, '')];
    return [unwrapCall(site.source, site.applied, site.operand)];
  }
  return passInstead(context, call, site, site.source.text.slice(site.operand.start, site.operand.end));
}

function removalOfLayer(site: Exclude<Site, { readonly kind: 'call' }>): readonly Edit[] | null {
  if (site.kind === 'appended') {
    const lines = statementLines(site.source, site.statement);
    return lines && [replaceSpan(site.source, lines, '')];
  }
  if (site.kind === 'argument') {
    const { args, keywords } = site.constructor;
    const edit = removeItem(site.source, [...args, ...keywords], site.argument);
    return edit && [edit];
  }
  const around = itemsAround(site.source, site.item);
  const edit = around && removeItem(site.source, around.items, site.item);
  return edit && [edit];
}

function renaming(
  context: RuleContext,
  call: LossCall,
  site: Site,
  { functions, layers }: RenamedActivation,
): readonly Edit[] | null {
  if (site.kind !== 'call') return renameCallee(site.source, site.constructor.func, ...layers);
  const rename = (): readonly Edit[] | null =>
    site.constructor
      ? renameCallee(site.constructorSource, site.constructor.func, ...layers)
      : renameCallee(site.source, site.applied.func, ...functions);
  if (isOnlyForLoss(call, site)) return rename();
  if (site.constructor || site.applied.func.kind !== 'Attribute') return null;
  const { applied } = site;
  const { attributeSpan } = applied.func as Extract<Expression, { kind: 'Attribute' }>;
  const { text } = site.source;
  const replaced =
    text.slice(applied.start, attributeSpan.start) +
    functions[1] +
    text.slice(attributeSpan.end, applied.end);
  return passInstead(context, call, site, replaced);
}

type CallSite = Extract<Site, { readonly kind: 'call' }>;

/** `x = self.softmax(x)`: without the activation nothing would be left of it. Null where it is alone in its block. */
function assignmentToItself({ source, applied, operand }: CallSite): SyntaxNode | null {
  const statement = parentOf(source, applied);
  if (statement?.kind !== 'Assign' || statement.value !== applied || statement.targets.length !== 1)
    return null;
  const [target] = statement.targets;
  if (target?.kind !== 'Name' || operand.kind !== 'Name' || target.id !== operand.id) return null;
  const block = parentOf(source, statement);
  return block !== null && 'body' in block && Array.isArray(block.body) && block.body.length > 1
    ? statement
    : null;
}

/** Whether nobody but the loss sees what the activation's call gives. */
function isOnlyForLoss(call: LossCall, site: CallSite): boolean {
  const { source, applied } = site;
  if (source.index === call.place.source && covers(call.place, applied)) return true;
  const path = ancestorsOf(source, applied).filter((node) => node !== applied);
  const at = path.findLastIndex(
    (node) => node.kind === 'Assign' || node.kind === 'Return' || node.kind === 'Lambda',
  );
  const holder = path[at];
  if (!holder || path.slice(at + 1).some((node) => !passesThrough(node))) return false;
  if (holder.kind === 'Lambda') return true;
  const scope = scopeOf(source, applied);
  if (holder.kind === 'Return') return !isHelper(scope, site.operand);
  if (holder.kind !== 'Assign') return false;
  const [target] = holder.targets;
  if (holder.targets.length !== 1 || target?.kind !== 'Name') return false;
  const isReadElsewhere =
    scope === source.module &&
    (source.cells ?? []).some((cell) => cell !== scope && readsOf(cell, target.id) > 0);
  return readsOf(scope, target.id, holder.end) === 1 && !isReadElsewhere;
}

/** Method calls and arguments on the way from the activation to the statement: `F.softmax(x, 1).view(-1)`. */
const passesThrough = (node: SyntaxNode): boolean =>
  node.kind === 'Attribute' || node.kind === 'Call' || node.kind === 'NamedExpr';

/** A function that only wraps the activation (`def softmax(x): return F.softmax(x, 1)`) is used for other things too. */
function isHelper(scope: SyntaxNode, operand: Expression): boolean {
  if (scope.kind !== 'FunctionDef' || operand.kind !== 'Name') return false;
  const [first] = scope.parameters.items;
  if (first?.name === 'self') return false;
  return scope.parameters.items.some(({ name }) => name === operand.id) && scope.body.length <= 2;
}

/**
 * Gives the loss another expression where it now gets the name that the activation's
 * result was assigned to. Only in the same function, and when nothing that the
 * expression reads is assigned in between.
 */
function passInstead(
  context: RuleContext,
  call: LossCall,
  site: CallSite,
  expression: string,
): readonly Edit[] | null {
  const argument = call.inputs.find(({ name }) => name === call.prediction);
  if (!argument?.place || argument.place.source !== site.source.index) return null;
  const source = sourceAt(context, argument.place);
  const holder = parentOf(site.source, site.applied);
  if (holder?.kind !== 'Assign' || holder.value !== site.applied || holder.targets.length !== 1) return null;
  const [target] = holder.targets;
  if (target?.kind !== 'Name' || context.text(argument.place) !== target.id) return null;
  if (site.operand.kind !== 'Name' || site.operand.id === target.id) return null;
  const scope = scopeOf(source, argument.place);
  if (scope.start !== scopeOf(site.source, site.applied).start) return null;
  if (holder.end > argument.place.start) return null;
  const written = assignedNames(scope, holder.end, argument.place.start);
  if (written.has(site.operand.id) || written.has(target.id)) return null;
  return [replaceSpan(source, argument.place, expression)];
}
