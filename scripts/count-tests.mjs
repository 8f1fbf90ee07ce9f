// Prints `N passed, N failed[, N skipped]` from the number of failed steps and the JSON reports of vitest.
// Exit code 1 when anything failed or no test ran.
import { existsSync, readFileSync } from 'node:fs';

const [failedSteps, ...reports] = process.argv.slice(2);
const files = reports
  .filter((path) => existsSync(path))
  .flatMap((path) => JSON.parse(readFileSync(path, 'utf8')).testResults);
const tests = files.flatMap((file) => file.assertionResults);
const count = (...statuses) => tests.filter((test) => statuses.includes(test.status)).length;

const passed = count('passed');
const failedTests = count('failed');
// A file that does not load fails without a test of its own.
const failedFiles = files.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
).length;
const skipped = tests.length - passed - failedTests;
const failed = failedTests + failedFiles + Number(failedSteps) || (passed === 0 ? 1 : 0);

console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
process.exitCode = failed === 0 ? 0 : 1;
