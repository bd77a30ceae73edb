/** `--format text`: findings for people, each with its line, a mark under the place, and the numbers that prove it. */
import type { FindingDocument, PositionDocument } from '../documents';
import type { CheckReport } from '../report';
import type { ReportedFinding } from '../task';
import { styleFor, type Style } from './style';

/** A source line is shown up to so many characters around the place; a literal of numbers can be endless. */
const shownWidth = 110;

/** Messages are broken at so many characters. */
const textWidth = 100;

/** @param isTerminal Colours are used. */
export function textReport(report: CheckReport, isTerminal: boolean): string {
  const style = styleFor(isTerminal);
  const parts = report.findings.map((finding) => `${describe(finding, style)}\n`);
  return [...parts, errorLines(report, style), summaryLine(report)].join('');
}

/** How often each rule was found, most often first, and the summary. */
export function statisticsReport(report: CheckReport, isTerminal: boolean): string {
  const style = styleFor(isTerminal);
  const counts = new Map<string, { count: number; severity: FindingDocument['severity'] }>();
  for (const { document } of report.findings) {
    const known = counts.get(document.rule);
    counts.set(document.rule, {
      count: (known?.count ?? 0) + 1,
      severity: known?.severity ?? document.severity,
    });
  }
  const rows = [...counts]
    .sort(([a, { count: m }], [b, { count: n }]) => n - m || (a < b ? -1 : 1))
    .map(
      ([rule, { count, severity }]) =>
        `${String(count).padStart(6)}  ${style[severity](severity.padEnd(7))}  ${rule}\n`,
    );
  return [...rows, rows.length > 0 ? '\n' : '', errorLines(report, style), summaryLine(report)].join('');
}

/** `train.py:12:8`; in a notebook `train.ipynb:cell 3:12:8`. */
export function placeText(file: string, { line, column, cell }: PositionDocument): string {
  return `${file}:${cell === undefined ? '' : `cell ${cell}:`}${line}:${column}`;
}

function describe({ document, sourceLine }: ReportedFinding, style: Style): string {
  const { severity, rule, message, evidence, related, fix, url } = document;
  const lines = [
    `${style.strong(placeText(document.file, document))}: ${style[severity](severity)}: ${style.strong(rule)}`,
    ...snippet(document, sourceLine, style),
    ...indent(message),
    ...(evidence === '' ? [] : indent(evidence)),
    ...related.map((place) => `  ${style.faint(`${placeText(place.file, place)}: ${place.message}`)}`),
    ...(fix === null ? [] : [`  fix: ${fix.title} (--fix)`]),
    `  ${style.faint(url)}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Paragraphs, indented and broken between words. */
const indent = (text: string): string[] =>
  text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const line = lines.at(-1)!;
      if (line !== '' && line.length + word.length + 1 > textWidth) lines.push(word);
      else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    }
    return lines.map((line) => `  ${line}`);
  });

function snippet(document: FindingDocument, sourceLine: string, style: Style): string[] {
  const from = document.column - 1;
  const to = document.endLine === document.line ? document.endColumn - 1 : sourceLine.length;
  const isLong = sourceLine.length > shownWidth;
  const start = isLong ? Math.max(0, Math.min(from - 20, sourceLine.length - shownWidth)) : 0;
  const end = isLong ? Math.min(sourceLine.length, start + shownWidth) : sourceLine.length;
  const head = start > 0 ? '…' : '';
  const shown = `${head}${sourceLine.slice(start, end)}${end < sourceLine.length ? '…' : ''}`;
  // A tab in the line is a tab in the mark's line, so that both are as wide.
  const lead = `${head}${sourceLine.slice(start, from)}`.replace(/[^\t]/g, ' ');
  const mark = '^'.repeat(Math.max(1, Math.min(to, end) - from));
  const number = String(document.line);
  const gutter = ' '.repeat(number.length);
  return [
    `  ${style.faint(`${number} |`)} ${shown}`,
    `  ${style.faint(`${gutter} |`)} ${lead}${style[document.severity](mark)}`,
  ];
}

const errorLines = (report: CheckReport, style: Style): string =>
  report.errors
    .map(({ file, message }) => `${style.strong(file)}: ${style.warning('not fully read')}: ${message}\n`)
    .join('') + (report.errors.length > 0 ? '\n' : '');

function summaryLine(report: CheckReport): string {
  const { findings, files, lines, seconds, notJudged, limits, fixed } = report;
  const read = `${count(files, 'file')} read (${count(lines, 'line')}, ${seconds.toFixed(1)} s)`;
  const parts = [];
  if (fixed !== null) parts.push(`${count(fixed, 'mistake')} fixed.`);
  if (findings.length === 0) parts.push(`Nothing found in ${read}.`);
  else {
    const severities = (['error', 'warning', 'info'] as const)
      .map((severity) => ({
        severity,
        found: findings.filter(({ document }) => document.severity === severity).length,
      }))
      .filter(({ found }) => found > 0)
      .map(({ severity, found }) => (severity === 'info' ? `${found} info` : count(found, severity)));
    parts.push(`${severities.join(', ')} in ${read}.`);
    const fixable = findings.filter(({ document }) => document.fix !== null).length;
    if (fixable > 0 && fixed === null) parts.push(`--fix can mend ${fixable}.`);
  }
  if (notJudged.length > 0) parts.push(`${count(notJudged.length, 'loss', 'losses')} could not be judged.`);
  const cut = new Set(limits.map(({ file }) => file)).size;
  if (cut > 0) parts.push(`In ${count(cut, 'file')} a bound cut the reading (--format json says where).`);
  return `${parts.join(' ')}\n`;
}

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
