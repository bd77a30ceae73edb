#!/usr/bin/env node
/**
 * node scripts/agreement.mjs [NAME…] [--from FOLDER] [--programs]
 *
 * Reads PyTorch's operator samples with LossLens and prints, for each operator that does not agree in
 * all of them, how many do and how the others differ; `--programs` prints those programs too. A NAME
 * is an operator of test/golden/operators, or the beginning of several with a `*` behind it.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadTypeScript } from './load-typescript.mjs';

const root = path.dirname(import.meta.dirname);
const { values: flags, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string' }, programs: { type: 'boolean', default: false } },
});

const isWanted = (name) =>
  wanted.length === 0 ||
  wanted.some((want) => (want.endsWith('*') ? name.startsWith(want.slice(0, -1)) : name === want));

process.chdir(root);
const { judge, linesOf, operatorNames, programOf, readOperator } =
  await loadTypeScript('test/agreement/index.ts');
const total = { agrees: 0, unknown: 0, differs: 0 };
let whole = 0;
let count = 0;
for (const name of operatorNames(flags.from)) {
  if (!isWanted(name)) continue;
  const { samples } = readOperator(name, flags.from);
  if (samples.length === 0) continue;
  count++;
  const verdicts = [];
  for (const line of linesOf(samples)) verdicts.push({ ...line, ...(await judge(line.sample, line.code)) });
  for (const { is } of verdicts) total[is]++;
  const others = verdicts.filter(({ is }) => is !== 'agrees');
  if (others.length === 0) {
    whole++;
    continue;
  }
  console.log(`${name}: ${verdicts.length - others.length} of ${verdicts.length} agree`);
  const seen = new Set();
  for (const { is, how, sample, code } of others) {
    const kind = `${is}: ${how.replace(/[-\d.]+/g, '#')}`;
    if (seen.has(kind) && !flags.programs) continue;
    seen.add(kind);
    console.log(`  ${is}: ${how}\n    ${code}`);
    if (flags.programs) console.log(programOf(sample, code).replace(/^/gm, '      | '));
  }
}
console.log(
  `${whole} of ${count} operators agree in all samples; samples: ${total.agrees} agree, ${total.differs} differ, ${total.unknown} unknown`,
);
