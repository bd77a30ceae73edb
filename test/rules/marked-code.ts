/** Python whose lines say which findings they expect: `loss = …  # warning: softmax-before-cross-entropy`. */
import assert from 'node:assert/strict';
import { analyze, type Analysis } from '../../src/rules/analyze';
import { applyEdits } from '../../src/rules/shared/edits';
import type { Finding, Rule } from '../../src/rules/rule';

const mark = /# (error|warning|info): ([a-z-]+)[ \t]*$/gm;

/** `8 warning softmax-before-cross-entropy` for each mark, by line. */
export function expectedFindings(code: string): string[] {
  return code
    .split('\n')
    .flatMap((line, at) =>
      [...line.matchAll(mark)].map(([, severity, rule]) => `${at + 1} ${severity} ${rule}`),
    );
}

/** The same of what was found. A finding is named by the line that its mark stands on. */
export const foundFindings = (findings: readonly Finding[]): string[] =>
  findings.map(({ place, severity, rule }) => `${place.endLine} ${severity} ${rule}`);

/** What all rules say that are on by themselves, and `asked`, which may be off by default. No rule may fail at it. */
export async function analyzeText(text: string, asked?: Rule): Promise<Analysis> {
  const analysis = await analyze(
    [{ file: 'example.py', text }],
    asked?.isOffByDefault ? { rules: new Map([[asked.name, asked.severity]]) } : {},
  );
  const failures = analysis.notJudged
    .map(({ reason }) => reason)
    .filter((reason) => / failed: /.test(reason));
  assert.deepEqual(failures, []);
  return analysis;
}

/** The text after the fixes of all findings; the same edit of several findings is made once. */
export function afterFixes(text: string, findings: readonly Finding[]): string {
  const edits = new Map(
    findings
      .flatMap(({ fix }) => fix?.edits ?? [])
      .map((edit) => [`${edit.start}:${edit.end}:${edit.newText}`, edit]),
  );
  const result = applyEdits(text, [...edits.values()]);
  if (result === null) throw new Error('the fixes overlap');
  return result;
}
