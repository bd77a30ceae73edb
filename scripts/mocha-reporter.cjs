/**
 * Mocha's reporter for our test commands: a dot for each test and every failure in full,
 * as Mocha's own `dot` does, and the counts as JSON in the file that TEST_COUNTS names.
 * With VERBOSE set, the name of each test. Tests of more than two seconds are named: the
 * unit tests are to be over in seconds.
 */
const { writeFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class extends (process.env.VERBOSE ? reporters.Spec : reporters.Dot) {
  constructor(runner, options) {
    super(runner, options);
    const slow = [];
    runner.on('pass', (test) => {
      if (test.duration > 2000) slow.push(`  ${(test.duration / 1000).toFixed(1)} s  ${test.fullTitle()}`);
    });
    runner.once('end', () => {
      if (slow.length > 0) console.log(`  Slow:\n${slow.join('\n')}\n`);
      const { passes, failures, pending } = this.stats;
      const counts = { passed: passes, failed: failures, skipped: pending };
      if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
    });
  }
};
