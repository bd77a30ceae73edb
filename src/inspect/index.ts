/** The reading of a document: text in, Inspection out. */
import { LineIndex } from '../base/line-index';
import type { Source } from '../base/place';
import type { Backend } from '../engine/backends/backend';
import { computingWhenAsked, withDefaultFloat, withGrad } from '../engine/context';
import { evaluate as computeLarge } from '../engine/evaluate';
import type { Tensor } from '../engine/tensor';
import { withinWork, workBehind, type WorkAllowance } from '../engine/work';
import { moduleOf } from '../python/parsed';
import type { Module } from '../python/syntax';
import { exploreUncalled } from './explore';
import { gradientsOf } from './gradients';
import type { Inspection } from './inspection';
import { LimitReached } from './guarded';
import { Interpreter } from './interpreter';
import { meetsTensors } from './meets-tensors';
import type { InspectOptions } from './options';
import { inspectionOf } from './records';
import { execute } from './statements';

export type { Inspection } from './inspection';
export type { InspectOptions } from './options';

/**
 * Reads a file, or the code cells of a notebook in their order, and gives all that
 * was understood of it. Never throws on anything that a text can hold: what could
 * not be read is among the `unknowns`, `syntaxProblems` and `limits`.
 */
export async function inspect(sources: readonly Source[], options: InspectOptions = {}): Promise<Inspection> {
  const modules = sources.map(moduleOf);
  const interpreter = new Interpreter(sources, modules, options);
  // Rules ask for few of the values.
  const computing = interpreter.recorder.isForRules ? computingWhenAsked : (body: () => void) => body();
  const allowance: WorkAllowance = { left: interpreter.limits.elements };
  const isRead =
    !interpreter.recorder.isForRules ||
    options.onUse !== undefined ||
    meetsTensors(sources, options.imports, options.tensorFiles);
  for (const read of isRead ? [readModules, exploreUncalled] : []) {
    try {
      withGrad(true, () =>
        withDefaultFloat('float32', () => withinWork(allowance, () => computing(() => read(interpreter)))),
      );
    } catch (error) {
      if (!(error instanceof LimitReached)) throw error;
      interpreter.recorder.limits.add(error.message);
    }
  }
  if (options.backend && (options.record ?? 'all') === 'all') {
    await computeLosses(interpreter, options.backend);
  }
  return withinWork(allowance, () => inspectionOf(interpreter, problemsOf(sources, modules), options.whole));
}

/** Computes what is shown of the losses: inputs and results first, because the gradients start from the inputs' values. */
async function computeLosses({ recorder, limits }: Interpreter, backend: Backend): Promise<void> {
  const affordable = (tensor: Tensor): boolean => workBehind(tensor, limits.elements) <= limits.elements;
  const compute = (tensors: readonly Tensor[]) =>
    computeLarge(tensors.filter(affordable), backend, {
      onFallback: (reason) => recorder.limits.add(reason),
    });
  const { losses } = recorder;
  await compute(
    losses.flatMap(({ report: { result }, inputs }) => [
      ...inputs.map(({ tensor }) => tensor),
      ...(result ? [result.output, result.perElement, ...result.steps.map(({ tensor }) => tensor)] : []),
      ...(result?.activation ? [result.activation.tensor] : []),
    ]),
  );
  await compute(losses.flatMap(gradientsOf).map(({ tensor }) => tensor));
}

function readModules(interpreter: Interpreter): void {
  interpreter.modules.forEach((module, source) => {
    interpreter.currentSource = source;
    interpreter.moduleScope.source = source;
    execute(interpreter, module.body, interpreter.moduleScope);
  });
}

const problemsOf = (sources: readonly Source[], modules: readonly Module[]): Inspection['syntaxProblems'] =>
  modules.flatMap((module, source) => {
    if (module.problems.length === 0) return [];
    const lines = new LineIndex(sources[source]!.text);
    return module.problems.map((problem) => ({
      place: lines.place(problem, source),
      message: problem.message,
    }));
  });
