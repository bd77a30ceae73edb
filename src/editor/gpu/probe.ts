/**
 * A native GPU library can take its process with it. So it is tried once in a child process
 * (src/gpu-probe.ts): only one that came back with right numbers is loaded into ours.
 */
import { spawn } from 'node:child_process';
import { fail, succeed, type Result } from '../../base/result';
import type { Memory } from './memory';

/** The line that the probe writes to its standard output, before the JSON of its answer. */
export const ANSWER = 'losslens-gpu-probe: ';

/** The adapter's name, or why the GPU is not used. */
export type ProbeAnswer = Result<string, string>;

export interface ProbeOptions {
  /** The path of the bundled probe. */
  readonly script: string;
  readonly memory: Memory;
  /** Milliseconds after which the child is killed. */
  readonly timeout?: number;
  /** Changes to the child's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

const DEFAULT_TIMEOUT = 20_000;

/**
 * Whether the GPU works here; asks a child process where that is not remembered. Never rejects.
 * A child that found no GPU and ended well is asked again next time: it did no harm, and drivers get installed.
 */
export async function probeGpu({ script, memory, timeout, env }: ProbeOptions): Promise<ProbeAnswer> {
  const known = await memory.recall('probe');
  if (isAnswer(known)) return known;
  const { answer, endedWell } = await runProbe(script, timeout ?? DEFAULT_TIMEOUT, env ?? {});
  if (answer.ok || !endedWell) await memory.remember('probe', answer);
  return answer;
}

interface ProbeRun {
  readonly answer: ProbeAnswer;
  /** Whether the child said something and was neither killed nor crashed. */
  readonly endedWell: boolean;
}

function runProbe(script: string, timeout: number, env: Readonly<Record<string, string>>): Promise<ProbeRun> {
  return new Promise((resolve) => {
    // Inside VS Code, `process.execPath` is VS Code itself, which is Node when told so.
    const child = spawn(process.execPath, [script], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    let output = '';
    let expired = false;
    const deadline = setTimeout(() => {
      expired = true;
      child.kill('SIGKILL');
    }, timeout);
    const settle = (answer: ProbeAnswer, endedWell = false): void => {
      clearTimeout(deadline);
      resolve({ answer, endedWell });
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', (error) => settle(fail(`the GPU could not be tried (${error.message})`)));
    child.on('close', (code, signal) => {
      const answer = answerIn(output);
      if (expired) settle(fail(`trying the GPU did not end within ${Math.round(timeout / 1000)} s`));
      else if (answer && code === 0) settle(answer, true);
      else settle(fail(`trying the GPU ended its process (${signal ?? `exit code ${String(code)}`})`));
    });
  });
}

function answerIn(output: string): ProbeAnswer | undefined {
  const line = output.split('\n').find((text) => text.startsWith(ANSWER));
  if (line === undefined) return undefined;
  try {
    const answer: unknown = JSON.parse(line.slice(ANSWER.length));
    return isAnswer(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

function isAnswer(value: unknown): value is ProbeAnswer {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  if (value.ok === true) return succeedsWithText(value);
  return 'failure' in value && typeof value.failure === 'string';
}

const succeedsWithText = (value: object): boolean => 'value' in value && typeof value.value === 'string';

/** The line of an answer, as the probe writes it. */
export const answerLine = (answer: ProbeAnswer): string =>
  `${ANSWER}${JSON.stringify(answer.ok ? succeed(answer.value) : fail(answer.failure))}\n`;
