import { CommanderError } from 'commander';
import { describeError, EXIT, exitCodeOf } from './print-error.js';
import { program } from './program.js';

/** Runs the command line `args`, tells a fault on standard error, and returns the exit code. */
export async function runProgram(args: readonly string[]): Promise<number> {
  try {
    await program().parseAsync([...args], { from: 'user' });
  } catch (error) {
    // The command line has been told what is wrong with it already.
    if (!(error instanceof CommanderError)) process.stderr.write(`${describeError(error)}\n`);
    return exitCodeOf(error);
  }
  return typeof process.exitCode === 'number' ? process.exitCode : EXIT.ok;
}
