#!/usr/bin/env node
/**
 * node scripts/accuracy.mjs FOLDER…
 *
 * Checks each folder (a repository that somebody fetched) with the built terminal program and prints
 * the table of docs/accuracy.md: what was read, how many losses were judged, what was found. The
 * findings themselves, which a person has to read and judge, go to out/accuracy/NAME.json.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);
const folder = path.join(root, 'out', 'accuracy');
mkdirSync(folder, { recursive: true });

/** Loaded before the program: it says at the end how many kilobytes the process held at most. */
const tellingMemory = `data:text/javascript,${encodeURIComponent(`
  import { isMainThread } from 'node:worker_threads';
  import { writeSync } from 'node:fs';
  if (isMainThread) process.on('exit', () => writeSync(2, '\\nmaxRSS ' + process.resourceUsage().maxRSS));
`)}`;

const rows = [];
const reasons = new Map();
for (const repository of process.argv.slice(2)) {
  const name = path.basename(path.resolve(repository));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', tellingMemory, path.join(root, 'dist/cli.js'), 'check', '--format', 'json', repository],
    { encoding: 'utf8', maxBuffer: 2 ** 30 },
  );
  if (stdout === '') throw new Error(`${name}: ${stderr}`);
  const report = JSON.parse(stdout);
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(report, null, 1));
  const found = (severity) => report.findings.filter((finding) => finding.severity === severity).length;
  const share = (part) => (report.losses === 0 ? '' : ` (${Math.round((100 * part) / report.losses)} %)`);
  const judged = report.losses - report.notJudged.length;
  rows.push([
    name.replace('+', '/'),
    report.files,
    report.lines,
    report.losses,
    `${judged}${share(judged)}`,
    found('error'),
    found('warning'),
    found('info'),
    Math.round(report.lines / report.seconds),
    Math.round(Number(/maxRSS (\d+)/.exec(stderr)?.[1]) / 1024),
  ]);
  for (const { reason } of report.notJudged) {
    // What differs from place to place is left out: the expression, the line.
    const kind = reason
      .replace(/\(line \d+\)/, '')
      .replace(/what .* holds/, 'what it holds')
      .trim();
    reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
  }
}

const table = (head, body) =>
  [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
console.log(
  table(
    [
      ...['repository', 'files', 'lines', 'losses', 'judged', 'errors', 'warnings', 'info'],
      ...['lines per second', 'MB'],
    ],
    rows.map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell))),
  ),
);
console.log();
console.log(
  table(
    ['why a loss was not judged', 'losses'],
    [...reasons].sort((a, b) => b[1] - a[1]).map(([reason, count]) => [reason, count.toLocaleString('en')]),
  ),
);
