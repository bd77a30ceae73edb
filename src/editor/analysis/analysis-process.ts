/**
 * The process that reads and computes, as the editor sees it (src/analysis.process.ts is its
 * inside). It is a process and no mere thread, because a GPU's native library can take its
 * process with it, above all when it is let go of: this one can die, and be killed, at any moment.
 */
import { fork, type ChildProcess } from 'node:child_process';
import type {
  AnalysisAnswer,
  AnalysisTask,
  FromProcess,
  ProcessSetup,
  ToProcess,
  WorkerNews,
} from './process-messages';

export interface ProcessEvents {
  told(message: AnalysisAnswer | WorkerNews): void;
  /** It is gone, of whatever cause. Told once, and not after `end`. */
  died(reason: string): void;
}

export class AnalysisProcess {
  readonly #child: ChildProcess;
  #isOver = false;

  /** @param script The path of the bundled process. Throws where it cannot be started at all. */
  constructor(script: string, setup: ProcessSetup, events: ProcessEvents) {
    // Inside VS Code, `process.execPath` is VS Code itself, which is Node when told so.
    this.#child = fork(script, [JSON.stringify(setup)], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      // Without this it would want the debugger's port of the extension host.
      execArgv: [],
      // Structured clone: typed arrays, NaN and infinities arrive as they are.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const over = (reason: string): void => {
      if (this.#isOver) return;
      this.end();
      events.died(reason);
    };
    this.#child.on('message', (message) => {
      const heard = message as FromProcess;
      if (this.#isOver) return;
      if (heard.type === 'died') over(heard.reason);
      else events.told(heard);
    });
    this.#child.on('error', (error) => over(error.message));
    this.#child.on('exit', (code, signal) =>
      over(signal === null ? `it ended with code ${code}` : `it ended with ${signal}`),
    );
    // An idle one does not keep a process alive that wants to end.
    this.#child.unref();
    this.#child.channel?.unref();
  }

  do(task: AnalysisTask): void {
    this.#send(task);
  }

  /** Asks it to stop a task soon; the task is answered even so. */
  abandon(id: number): void {
    this.#send({ type: 'abandon', id });
  }

  /** Kills it, whatever it does. */
  end(): void {
    this.#isOver = true;
    this.#child.kill('SIGKILL');
  }

  /** What cannot be sent any more need not be: that the process is gone is told by `died`. */
  #send(message: ToProcess): void {
    this.#child.send(message, () => undefined);
  }
}
