/**
 * `--format sarif`: SARIF 2.1.0 (OASIS standard), which code-scanning services and
 * editors read. Columns count UTF-16 units, which the run says. A place in a
 * notebook is given by its cell's lines, with the cell as a property, and by the
 * line of the JSON file for the main place, since services show files.
 */
import type { Rule } from '../../rules/rule';
import { addressOf } from '../../rules/page';
import type { EditDocument, FindingDocument, RegionDocument } from '../documents';
import type { CheckReport } from '../report';
import type { ReportedFinding } from '../task';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/**
 * @param rules All rules; those that were found are described in the log.
 * @param version LossLens' own.
 */
export function sarifReport(report: CheckReport, rules: readonly Rule[], version: string): string {
  const named = new Set(report.findings.map(({ document }) => document.rule));
  const described = rules.filter((rule) => named.has(rule.name));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'LossLens',
            version,
            informationUri: 'https://github.com/losslens/losslens',
            rules: described.map(describeRule),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.errors.length === 0,
            toolExecutionNotifications: report.errors.map(({ file, message }) => ({
              level: 'warning',
              message: { text: message },
              locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file) } } }],
            })),
          },
        ],
        results: report.findings.map((finding) =>
          describeFinding(
            finding,
            described.findIndex((rule) => rule.name === finding.document.rule),
          ),
        ),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule(rule: Rule): object {
  return {
    id: rule.name,
    name: pascalCase(rule.name),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    helpUri: addressOf(rule.name),
    help: { text: rule.why, markdown: rule.why },
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

function describeFinding({ document, fileLine }: ReportedFinding, ruleIndex: number): object {
  const { rule, severity, file, message, evidence, related, fix, cell } = document;
  const shift = fileLine - document.line;
  const region = { ...document, line: fileLine, endLine: document.endLine + shift };
  return {
    ruleId: rule,
    ...(ruleIndex === -1 ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: evidence === '' ? message : `${message}\n${evidence}` },
    locations: [{ physicalLocation: physicalLocation(file, region) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((place, id) => ({
            id,
            message: { text: place.message },
            physicalLocation: physicalLocation(place.file, place),
          })),
        }),
    // An edit of a notebook counts in its cell, which a SARIF reader would take for the file.
    ...(fix === null || cell !== undefined ? {} : { fixes: [describeFix(fix)] }),
    ...(cell === undefined ? {} : { properties: { cell, lineInCell: document.line } }),
  };
}

function describeFix(fix: NonNullable<FindingDocument['fix']>): object {
  const byFile = new Map<string, EditDocument[]>();
  for (const edit of fix.edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  return {
    description: { text: fix.title },
    artifactChanges: [...byFile].map(([file, edits]) => ({
      artifactLocation: { uri: uriOf(file) },
      replacements: edits.map((edit) => ({
        deletedRegion: regionOf(edit),
        ...(edit.newText === '' ? {} : { insertedContent: { text: edit.newText } }),
      })),
    })),
  };
}

const physicalLocation = (file: string, region: RegionDocument): object => ({
  artifactLocation: { uri: uriOf(file) },
  region: regionOf(region),
});

const regionOf = ({ line, column, endLine, endColumn }: RegionDocument): object => ({
  startLine: line,
  startColumn: column,
  endLine,
  endColumn,
});

/** A relative reference for a relative path, a file URI for an absolute one. */
function uriOf(file: string): string {
  const encoded = file.split('/').map(encodeURIComponent).join('/');
  if (file.startsWith('/')) return `file://${encoded}`;
  return /^[a-z]:\//i.test(file) ? `file:///${encoded.replace('%3A', ':')}` : encoded;
}

/** `SoftmaxBeforeCrossEntropy`, as SARIF wants a rule's name. */
const pascalCase = (name: string): string =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
