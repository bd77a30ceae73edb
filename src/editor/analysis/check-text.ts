/** What *Check File* says. */
import type { Analysis } from '../../rules/analyze';

/** `2 mistakes (1 error, 1 warning) at 5 loss calls; 1 could not be judged.` */
export function checkSummary({ findings, inspection, notJudged }: Analysis): string {
  const calls = new Set(inspection.losses.map(({ place }) => `${place.source}:${place.start}:${place.end}`))
    .size;
  const kinds = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return number === 0 ? [] : [plural(number, severity === 'info' ? 'hint' : severity)];
  });
  const found =
    findings.length === 0
      ? 'No mistake found'
      : `${plural(findings.length, 'mistake')} (${kinds.join(', ')})`;
  const parts = [`${found} at ${plural(calls, 'loss call')}`];
  const raising = inspection.unknowns.filter(({ error }) => error !== null).length;
  if (raising > 0) parts.push(`${plural(raising, 'statement')} would raise an error`);
  if (notJudged.length > 0) parts.push(`${notJudged.length} could not be judged`);
  if (inspection.limits.length > 0) parts.push('not all was read');
  return `${parts.join('; ')}.`;
}

export const plural = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
