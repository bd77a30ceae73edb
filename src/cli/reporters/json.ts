/** `--format json`: the whole report as one document in one line. */
import { schemaVersion, type CheckDocument } from '../documents';
import type { CheckReport } from '../report';

export function jsonReport(report: CheckReport): string {
  const document: CheckDocument = {
    schema: schemaVersion,
    files: report.files,
    lines: report.lines,
    seconds: Math.round(report.seconds * 1000) / 1000,
    findings: report.findings.map((finding) => finding.document),
    errors: report.errors,
    losses: report.losses,
    notJudged: report.notJudged,
    limits: report.limits,
    ...(report.fixed === null ? {} : { fixed: report.fixed }),
  };
  return `${JSON.stringify(document)}\n`;
}
