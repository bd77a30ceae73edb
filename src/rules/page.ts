/** A rule as a page for people, in Markdown. docs/rules/ holds what this gives; a test compares. */
import { fixedCode } from './fixed-code';
import { frameworks, type Framework, type NotIn, type Rule, type RuleExample } from './rule';

const pages = 'https://github.com/losslens/losslens/blob/main/docs/rules';

/** Where the page of a rule can be read. */
export const addressOf = (rule: string): string => `${pages}/${rule}.md`;

const severities: Readonly<Record<Rule['severity'], string>> = {
  error: 'error: it raises, or trains on garbage',
  warning: 'warning: it runs, but the result is wrong or badly scaled',
  info: 'info: harmless, or a matter of style',
};

/** The page of one rule. */
export function rulePage(rule: Rule): string {
  return (
    [
      `# ${rule.name}`,
      `**${capital(rule.title)}** · ${severities[rule.severity]}`,
      ...(rule.isOffByDefault ? [turnOn(rule)] : []),
      '## What happens',
      rule.why,
      '## Wrong',
      ...rule.wrong.map(wrongExample),
      '## Right',
      'These look similar and are fine; none of them is reported.',
      ...rule.right.map((example) => section(example, example.code)),
      ...(rule.notIn ? ['## Elsewhere', elsewhere(rule.notIn)] : []),
      '## Silence it',
      `On one line, with the reason: \`# losslens: ignore[${rule.name}] reason\`. For a whole file, near its top: ` +
        `\`# losslens: ignore-file[${rule.name}]\`. For a project, in \`pyproject.toml\`:`,
      `\`\`\`toml\n[tool.losslens]\nignore = ["${rule.name}"]\n\`\`\``,
      `In VS Code, the setting \`losslens.rules\`: \`{ "${rule.name}": "off" }\`.`,
    ].join('\n\n') + '\n'
  );
}

const turnOn = ({ name, severity }: Rule): string =>
  `It is off unless it is asked for: \`losslens check --select ${name}\`, \`select\` in \`pyproject.toml\`, or in VS Code ` +
  `the setting \`losslens.rules\`: \`{ "${name}": "${severity}" }\`.`;

/** Frameworks with the same reason stand together. */
function elsewhere(notIn: NotIn): string {
  const concerned = frameworks.filter((framework) => notIn[framework] !== undefined);
  const reasons = new Set(concerned.map((framework) => notIn[framework]!));
  return [...reasons]
    .map((reason) => {
      const names = concerned.filter((framework) => notIn[framework] === reason);
      return `- **${names.join(', ')}.** ${reason}`;
    })
    .join('\n');
}

/** The list of all rules. */
export function rulesPage(rules: readonly Rule[]): string {
  const rows = rules.map(
    (rule) =>
      `| [${rule.name}](${rule.name}.md) | ${rule.title} | ${rule.severity}${rule.isOffByDefault ? ', off by default' : ''} |`,
  );
  return (
    [
      '# Rules',
      '| name | mistake | severity |\n| --- | --- | --- |\n' + rows.join('\n'),
      '## Frameworks',
      'How many wrong examples each rule finds, and how many right ones that look similar it leaves alone. A dash: the ' +
        'mistake cannot be made there, another rule finds it, or it is not looked for; the page of the rule says which.',
      frameworkTable(rules),
    ].join('\n\n') + '\n'
  );
}

/** Rules × frameworks, counted from the examples. */
function frameworkTable(rules: readonly Rule[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const cell = (rule: Rule, framework: Framework): string => {
    if (rule.notIn?.[framework] !== undefined) return '–';
    const count = (examples: readonly RuleExample[]): number =>
      examples.filter((example) => example.framework === framework).length;
    const [wrong, right] = [count(rule.wrong), count(rule.right)];
    return `${wrong} / ${right}`;
  };
  return [
    line(['rule', ...frameworks]),
    line(['---', ...frameworks.map(() => '---')]),
    ...rules.map((rule) =>
      line([`[${rule.name}](${rule.name}.md)`, ...frameworks.map((framework) => cell(rule, framework))]),
    ),
  ].join('\n');
}

function wrongExample(example: RuleExample): string {
  const parts = [section(example, example.code)];
  const fixed = fixedCode(example);
  if (fixed !== undefined) parts.push('After the quick fix:', python(fixed));
  return parts.join('\n\n');
}

const section = (example: RuleExample, code: string): string =>
  [`**${example.framework}.** ${example.title}`, python(code)].join('\n\n');

const python = (code: string): string => `\`\`\`python\n${code.trimEnd()}\n\`\`\``;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** All pages by file name, as docs/rules/ holds them. */
export const pagesOf = (rules: readonly Rule[]): Readonly<Record<string, string>> => ({
  'README.md': rulesPage(rules),
  ...Object.fromEntries(rules.map((rule) => [`${rule.name}.md`, rulePage(rule)])),
});
