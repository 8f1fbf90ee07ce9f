#!/usr/bin/env node
import { describeError, EXIT, exitCodeOf } from './print-error.js';
import { program } from './program.js';

process.on('SIGINT', () => process.exit(EXIT.interrupted));
// A reader that stops early (`touchline runs | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

try {
  await program().parseAsync();
} catch (error) {
  process.stderr.write(`${describeError(error)}\n`);
  process.exitCode = exitCodeOf(error);
}
