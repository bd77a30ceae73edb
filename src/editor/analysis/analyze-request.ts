/** One request carried out, wherever that is: the same for the worker thread and for the browser. */
import { fail, succeed } from '../../base/result';
import type { Backend } from '../../engine/backends/backend';
import type { ImportResolver } from '../../inspect/options';
import { analyze } from '../../rules/analyze';
import { cancelled, type AnalysisOutcome, type AnalysisRequest } from './analyzer';

export interface RequestContext {
  readonly backend: Backend | undefined;
  /** Where imported modules are looked for; without it, names from other files are unknown. */
  readonly imports?: ImportResolver;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  /** Whether nobody waits for this request any more. */
  readonly isAbandoned: () => boolean;
}

/** Never rejects: a fault of ours is an outcome that says so. */
export async function analyzeRequest(
  request: AnalysisRequest,
  context: RequestContext,
): Promise<AnalysisOutcome> {
  const { sources, rules, limits, sampleSeed, whole, given, record = 'all' } = request;
  try {
    const analysis = await analyze(sources, {
      ...(context.backend ? { backend: context.backend } : {}),
      ...(context.imports ? { imports: context.imports } : {}),
      limits,
      ...(sampleSeed === null ? {} : { sampleSeed }),
      ...(whole === undefined ? {} : { whole }),
      ...(given ? { given } : {}),
      // The reading has a bound on time; for one that is abandoned, time is up at once.
      now: () => (context.isAbandoned() ? Number.POSITIVE_INFINITY : context.now()),
      record,
      rules: new Map(Object.entries(rules)),
    });
    return context.isAbandoned() ? fail(cancelled) : succeed(analysis);
  } catch (error) {
    return fail({
      kind: 'error',
      message:
        `LossLens failed on this text: ${error instanceof Error ? error.message : String(error)}. ` +
        'This is a fault of LossLens; please report it with the text.',
    });
  }
}
