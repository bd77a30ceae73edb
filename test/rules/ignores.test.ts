import assert from 'node:assert/strict';
import { analyze } from '../../src/rules/analyze';
import { unusedIgnore } from '../../src/rules/ignores';
import type { Severity } from '../../src/rules/rule';

const rule = 'softmax-before-cross-entropy';
const program = (comment: string): string => `import torch
import torch.nn.functional as F
z = torch.tensor([[2.0, 0.5]])
loss = F.cross_entropy(F.softmax(z, dim=1), torch.tensor([0]))${comment}
other = F.cross_entropy(z, torch.tensor([0]))
`;

async function unused(
  text: string,
  rules: ReadonlyMap<string, Severity | 'off'> = new Map(),
): Promise<string[]> {
  const { findings } = await analyze([{ file: 'a.py', text }], { rules, reportUnusedIgnores: true });
  return findings
    .filter((finding) => finding.rule === unusedIgnore)
    .map(({ severity, place, message }) => `${severity} ${place.line}:${place.column} ${message}`);
}

describe('ignore comments that silence nothing', () => {
  it('are silent where they silence something', async () => {
    assert.deepEqual(await unused(program(`  # losslens: ignore[${rule}]`)), []);
    assert.deepEqual(await unused(program('  # losslens: ignore')), []);
    assert.deepEqual(await unused(`# losslens: ignore-file[${rule}]\n${program('')}`), []);
  });

  it('are told with their place and the rules that are idle', async () => {
    const text = program('') + `x = 1  # losslens: ignore[${rule}]\n`;
    const [message, ...rest] = await unused(text);
    assert.deepEqual(rest, []);
    assert.match(message!, /^info 6:8 .*softmax-before-cross-entropy has nothing to say on this line/);
    const [partly] = await unused(program(`  # losslens: ignore[${rule}, bce-on-logits]`));
    assert.match(partly!, /Remove bce-on-logits from it/);
    assert.match((await unused('x = 1  # losslens: ignore\n')).join(), /every rule/);
    assert.match((await unused('x = 1  # losslens: ignore[]\n')).join(), /names no rule/);
    assert.match((await unused('x = 1  # losslens: ignore[no-such]\n')).join(), /there is no rule no-such/);
    assert.match((await unused('# losslens: ignore-file\nx = 1\n')).join(), /in this file/);
  });

  it('are left alone where their rule does not run, and without the option', async () => {
    const off = new Map([[rule, 'off']] as const);
    assert.deepEqual(await unused(program(`  # losslens: ignore[${rule}]`), off), []);
    assert.deepEqual(await unused('x = 1  # losslens: ignore\n', off), []);
    const { findings } = await analyze([{ file: 'a.py', text: 'x = 1  # losslens: ignore\n' }]);
    assert.deepEqual(findings, []);
  });
});
