#!/usr/bin/env node
import { EXIT } from './print-error.js';
import { runProgram } from './run-program.js';

process.on('SIGINT', () => process.exit(EXIT.interrupted));
// A reader that stops early (`touchline runs | head`) is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

process.exitCode = await runProgram(process.argv.slice(2));
