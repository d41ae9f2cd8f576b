// npm test: installs what is missing and runs every suite; a failing one does not hide the others.
// The last line is `N passed, N failed`, added up over all suites.
import { parseArgs } from 'node:util';
import { prepare } from './lib/install.mjs';
import { suites } from './lib/suites.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');
const total = { passed: 0, failed: 0 };
try {
  const env = await prepare();
  for (const suite of suites) {
    if (only && !only.includes(suite.name)) continue;
    const started = performance.now();
    console.log(`── ${suite.name}`);
    const { passed, failed } = await suite.run(env);
    total.passed += passed;
    total.failed += failed;
    console.log(
      `   ${suite.name}: ${passed} passed, ${failed} failed (${((performance.now() - started) / 1000).toFixed(1)} s)`,
    );
  }
} catch (error) {
  console.error(error.message);
  total.failed++;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
