/** Every rule's examples: the wrong ones are found, with their fix, and the right ones stay silent under all rules. */
import assert from 'node:assert/strict';
import { rules } from '../../src/rules';
import { frameworks } from '../../src/rules/rule';
import { fixedCode, withoutMarks } from '../../src/rules/fixed-code';
import { afterFixes, analyzeText, expectedFindings, foundFindings } from './marked-code';

for (const rule of rules) {
  describe(`rule ${rule.name}`, () => {
    for (const framework of frameworks) {
      it(`has at least three wrong and three right examples for ${framework}, or says why it has none`, () => {
        const [wrong, right] = [rule.wrong, rule.right].map(
          (examples) => examples.filter((example) => example.framework === framework).length,
        );
        const reason = rule.notIn?.[framework];
        if (reason !== undefined) {
          assert.match(reason, /^\S.*\.$/, 'the reason is a sentence');
          assert.deepEqual(
            { wrong, right },
            { wrong: 0, right: 0 },
            'examples beside a reason for having none',
          );
          return;
        }
        assert.ok(wrong! >= 3, `${wrong} wrong examples for ${framework}`);
        assert.ok(right! >= 3, `${right} right examples for ${framework}`);
      });
    }

    for (const example of rule.wrong) {
      it(`finds: ${example.title}`, async () => {
        const expected = expectedFindings(example.code);
        assert.ok(expected.length > 0, 'a wrong example marks what is found');
        const { findings } = await analyzeText(withoutMarks(example.code), rule);
        assert.deepEqual(foundFindings(findings), expected);
        for (const { message } of findings) assert.match(message, /expect/);
      });

      it(`${example.fixed === undefined ? 'offers no uncertain fix' : 'fixes'}: ${example.title}`, async () => {
        const text = withoutMarks(example.code);
        const { findings } = await analyzeText(text, rule);
        if (example.fixed === undefined) {
          assert.deepEqual(
            findings.flatMap(({ fix }) => fix?.title ?? []),
            [],
          );
          return;
        }
        const fixed = afterFixes(text, findings);
        assert.equal(fixed, fixedCode(example));
        const after = await analyzeText(fixed, rule);
        assert.deepEqual(foundFindings(after.findings), []);
        assert.deepEqual(after.inspection.syntaxProblems, []);
      });
    }

    for (const example of rule.right) {
      it(`stays silent: ${example.title}`, async () => {
        const { findings, inspection } = await analyzeText(example.code, rule);
        assert.deepEqual(foundFindings(findings), []);
        assert.deepEqual(inspection.syntaxProblems, []);
      });
    }
  });
}
