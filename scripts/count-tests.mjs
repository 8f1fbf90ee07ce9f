// Prints `N passed, N failed[, N skipped]` from the JSON report of vitest and the number of failed steps.
// Exit code 1 when anything failed or no test ran.
import { existsSync, readFileSync } from 'node:fs';

const [reportPath, failedSteps] = process.argv.slice(2);
const files = existsSync(reportPath) ? JSON.parse(readFileSync(reportPath, 'utf8')).testResults : [];
const tests = files.flatMap((file) => file.assertionResults);
const count = (...statuses) => tests.filter((test) => statuses.includes(test.status)).length;

const passed = count('passed');
const failedTests = count('failed');
// A file that does not load fails without a test of its own.
const failedFiles = files.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
).length;
const skipped = tests.length - passed - failedTests;
let failed = failedTests + failedFiles + Number(failedSteps);
if (failed === 0 && (process.env.TESTS_FAILED === '1' || passed === 0)) failed = 1;

console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
process.exitCode = failed === 0 ? 0 : 1;
