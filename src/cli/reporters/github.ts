/**
 * `--format github`: workflow commands that GitHub Actions turns into annotations on
 * a pull request (GitHub's documentation, "Workflow commands for GitHub Actions").
 */
import type { CheckReport } from '../report';
import type { ReportedFinding } from '../task';

const commands = { error: 'error', warning: 'warning', info: 'notice' } as const;

export function githubReport(report: CheckReport): string {
  const errors = report.errors.map(
    ({ file, message }) => `::warning file=${escapeProperty(file)},title=LossLens::${escapeData(message)}\n`,
  );
  return [...report.findings.map(annotation), ...errors].join('');
}

function annotation({ document, fileLine }: ReportedFinding): string {
  const { severity, file, line, column, endLine, endColumn, rule, message, evidence, url } = document;
  const properties = {
    file,
    line: fileLine,
    endLine: fileLine + (endLine - line),
    col: column,
    endColumn,
    title: `LossLens ${rule}`,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const text = [message, evidence, url].filter((part) => part !== '').join('\n');
  return `::${commands[severity]} ${list.join(',')}::${escapeData(text)}\n`;
}

/** The characters that end a message. */
const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** The characters that end a property, too. */
const escapeProperty = (text: string): string =>
  escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
