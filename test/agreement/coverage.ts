/**
 * docs/coverage.md: which of PyTorch's public names agree with PyTorch, by what is compared here and
 * nothing else. What counts: PyTorch's own operator samples, the samples that stand beside the engine's
 * operations and losses, those of the layers, and whole programs.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { resolveQualified } from '../../src/frameworks';
import { inspect } from '../../src/inspect';
import { readGoldens } from '../engine/samples';
import { layerPrograms } from '../inspect/layer-program';
import { beyond, familyOf } from './beyond';
import { pythonSampleOf } from './engine-samples';
import { linesOf, operatorNames, readOperator } from './operators';
import { printedDifference } from './printed-text';
import { judge, type Verdict } from './python-sample';

/** What the comparisons say of one name. */
class Evidence {
  agrees = 0;
  differs = 0;
  unknown = 0;
  /** Programs that print what PyTorch prints and use the name. */
  programs = 0;
  /** The first thing that is not as in PyTorch. */
  how: string | undefined;

  add(verdict: Verdict): void {
    this[verdict.is]++;
    if (verdict.is === 'differs' || (verdict.is === 'unknown' && this.differs === 0)) {
      if (this.how === undefined || (verdict.is === 'differs' && this.differs === 1)) this.how = verdict.how;
    }
  }

  get lines(): number {
    return this.agrees + this.differs + this.unknown;
  }
}

class EvidenceByName {
  readonly #byName = new Map<string, Evidence>();

  of(name: string): Evidence {
    let evidence = this.#byName.get(name);
    if (!evidence) this.#byName.set(name, (evidence = new Evidence()));
    return evidence;
  }
}

/** The name that a line is about: `torch.add(x0, x1)`, `x0.add(x1)`, `x0.clone().add_(x1)`, `F.relu(x0)`. */
function subjectOf(code: string): string | undefined {
  const method = /^x\d+(?:\.clone\(\))?\.(\w+)\(/.exec(code)?.[1];
  if (method) return `torch.Tensor.${method}`;
  const called = /^((?:torch|F)(?:\.\w+)+)\(/.exec(code)?.[1];
  return called?.replace(/^F\./, 'torch.nn.functional.');
}

interface OperatorCount {
  readonly name: string;
  readonly evidence: Evidence;
}

async function compareOperators(names: EvidenceByName): Promise<readonly OperatorCount[]> {
  const counts: OperatorCount[] = [];
  for (const name of operatorNames()) {
    const evidence = new Evidence();
    for (const { sample, code } of linesOf(readOperator(name).samples)) {
      const verdict = await judge(sample, code);
      evidence.add(verdict);
      const subject = subjectOf(code);
      if (subject) names.of(subject).add(verdict);
    }
    if (evidence.lines > 0) counts.push({ name, evidence });
  }
  return counts;
}

async function compareEngineSamples(names: EvidenceByName): Promise<void> {
  for (const registry of ['ops', 'losses'] as const) {
    for (const golden of Object.values(readGoldens(registry)).flat()) {
      const sample = pythonSampleOf(golden);
      for (const code of sample ? [sample.code, ...(sample.also ?? [])] : []) {
        const subject = subjectOf(code);
        if (subject) names.of(subject).add(await judge(sample!, code));
      }
    }
  }
}

/** Every layer after a seed: what it prints, gives and sends back. */
async function compareLayers(names: EvidenceByName): Promise<number> {
  const layers = Object.entries(layerPrograms());
  for (const [name, samples] of layers) {
    const golden = JSON.parse(readFileSync(`test/golden/layers/${name}.json`, 'utf8')) as {
      readonly samples: readonly { readonly printed: readonly string[] }[];
    };
    for (const [at, { program }] of samples.entries()) {
      const { printed } = await inspect([{ file: 'sample.py', text: program }]);
      const how = printedDifference(printed.join('\n'), golden.samples[at]!.printed.join('\n'));
      names.of(`torch.nn.${name}`).add(how === undefined ? { is: 'agrees' } : { is: 'differs', how });
    }
  }
  return layers.length;
}

/** Names that a program uses are right as far as the program prints what PyTorch prints. */
async function comparePrograms(names: EvidenceByName): Promise<number> {
  const folder = 'test/inspect/programs';
  let programs = 0;
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.py'))) {
    const used = new Set<string>();
    const text = readFileSync(path.join(folder, file), 'utf8');
    const { printed } = await inspect([{ file, text }], { onUse: (name) => used.add(name) });
    const golden = readFileSync(`test/golden/programs/${file.slice(0, -'.py'.length)}.txt`, 'utf8');
    if (`${printed.join('\n')}\n` !== golden) continue;
    programs++;
    for (const name of used) names.of(name).programs++;
  }
  return programs;
}

type Status = 'agrees' | 'differs' | 'not compared' | 'unknown' | 'beyond';

function statusOf(home: string, name: string, evidence: Evidence): Status {
  if (evidence.differs > 0) return 'differs';
  if (evidence.agrees > 0 && evidence.unknown === 0) return 'agrees';
  if (evidence.lines > 0) return evidence.agrees > 0 ? 'differs' : 'unknown';
  if (evidence.programs > 0) return 'agrees';
  if (familyOf(home, name)) return 'beyond';
  return resolveQualified(`${home}.${name}`) ? 'not compared' : 'unknown';
}

const inCode = (name: string): string => `\`${name}\``;
const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').slice(0, 160);

/** The list of one home of names: torch.nn, torch.Tensor … */
function section(home: string, found: readonly string[], names: EvidenceByName): readonly string[] {
  const rows = found.map((name) => {
    const evidence = names.of(`${home}.${name}`);
    return { name, evidence, status: statusOf(home, name, evidence) };
  });
  const having = (status: Status) => rows.filter((row) => row.status === status);
  const list = (status: Status, says: string): readonly string[] => {
    const those = having(status);
    if (those.length === 0) return [];
    return [`**${says}** (${those.length}): ${those.map(({ name }) => inCode(name)).join(', ')}.`, ''];
  };
  const differing = having('differs');
  return [
    `## ${home}`,
    '',
    ...list('agrees', 'Agrees'),
    ...(differing.length === 0
      ? []
      : [
          `**Differs** (${differing.length}):`,
          '',
          '| name | agrees | how the others differ |',
          '| --- | --- | --- |',
          ...differing.map(
            ({ name, evidence }) =>
              `| ${inCode(name)} | ${evidence.agrees} of ${evidence.lines} | ${inCell(evidence.how ?? '')} |`,
          ),
          '',
        ]),
    ...list('not compared', 'Computed, but compared by no test'),
    ...list('unknown', 'Unknown'),
  ];
}

/** What is no goal, by family. */
function beyondSection(
  homes: Readonly<Record<string, readonly string[]>>,
  names: EvidenceByName,
): readonly string[] {
  const members = new Map<string, string[]>();
  for (const [home, found] of Object.entries(homes)) {
    for (const name of new Set(found)) {
      if (statusOf(home, name, names.of(`${home}.${name}`)) !== 'beyond') continue;
      const { title } = familyOf(home, name)!;
      members.set(title, [...(members.get(title) ?? []), `${home}.${name}`]);
    }
  }
  return [
    '## Beyond LossLens',
    '',
    'These names are no goal. One that is not computed is unknown where a user meets it, with the reason.',
    '',
    ...beyond.flatMap(({ title, reason }) => {
      const those = members.get(title) ?? [];
      return those.length === 0
        ? []
        : [`**${title}** (${those.length}): ${reason}. ${those.map(inCode).join(', ')}.`, ''];
    }),
  ];
}

function operatorSection(counts: readonly OperatorCount[]): readonly string[] {
  const whole = counts.filter(({ evidence }) => evidence.agrees === evidence.lines);
  const others = counts.filter(({ evidence }) => evidence.agrees < evidence.lines);
  return [
    "## PyTorch's operator database",
    '',
    `**All lines agree** (${whole.length} operators, with the number of lines): ${whole
      .map(({ name, evidence }) => `${inCode(name)} ${evidence.lines}`)
      .join(', ')}.`,
    '',
    `**Others** (${others.length}):`,
    '',
    '| operator | agrees | how the others differ |',
    '| --- | --- | --- |',
    ...others.map(
      ({ name, evidence }) =>
        `| ${inCode(name)} | ${evidence.agrees} of ${evidence.lines} | ${inCell(evidence.how ?? '')} |`,
    ),
    '',
  ];
}

/** The text of docs/coverage.md, from everything that is compared. */
export async function coverageTable(): Promise<string> {
  const names = new EvidenceByName();
  const counts = await compareOperators(names);
  await compareEngineSamples(names);
  const layers = await compareLayers(names);
  const programs = await comparePrograms(names);
  const { header, ...homes } = JSON.parse(readFileSync('test/golden/torch-names.json', 'utf8')) as {
    readonly header: { readonly torch: string };
  } & Readonly<Record<string, readonly string[]>>;
  const sum = (pick: (evidence: Evidence) => number): number =>
    counts.reduce((total, { evidence }) => total + pick(evidence), 0);
  const whole = counts.filter(({ evidence }) => evidence.agrees === evidence.lines).length;
  const statuses = Object.entries(homes).map(([home, found]) => {
    const count = (status: Status): number =>
      found.filter((name) => statusOf(home, name, names.of(`${home}.${name}`)) === status).length;
    return `| ${home} | ${found.length} | ${count('agrees')} | ${count('differs')} | ${count('not compared')} | ${count('unknown')} | ${count('beyond')} |`;
  });
  return [
    '# What agrees with PyTorch',
    '',
    `Written by \`npm run docs\`, which reads everything that is compared with PyTorch ${header.torch} and counts. A name agrees when every line about it gives PyTorch's shapes, dtypes, values (float32 within 1e-5) and gradients, or, where there is no such line, when programs that use it print what PyTorch prints. It differs when a line does not agree. What LossLens does not know it calls unknown, with the reason, where a user meets it.`,
    '',
    `- PyTorch's operator database ([scripts/goldens/operators.py](../scripts/goldens/operators.py)): ${sum((evidence) => evidence.lines).toLocaleString('en')} lines of ${counts.length} operators, in six dtypes, as function, method and in place. ${sum((evidence) => evidence.agrees).toLocaleString('en')} lines agree, ${sum((evidence) => evidence.unknown)} are unknown, ${sum((evidence) => evidence.differs)} differ; ${whole} operators agree in all lines.`,
    `- Layers ([scripts/goldens/layers.py](../scripts/goldens/layers.py)): ${layers} classes of torch.nn, each after a seed: its initial parameters, what it prints and gives, and all gradients.`,
    `- Whole programs ([test/inspect/programs](../test/inspect/programs)): ${programs} print what Python prints with PyTorch, numpy, Keras, TensorFlow, JAX or optax, to the last character.`,
    '',
    '| names of | public names | agree | differ | computed, not compared | unknown | beyond LossLens |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...statuses,
    '',
    ...Object.entries(homes).flatMap(([home, found]) => section(home, found, names)),
    ...beyondSection(homes, names),
    ...operatorSection(counts),
  ].join('\n');
}
