import type { Command } from 'commander';

/** Ends the help of a command with examples, as a shell takes them without the leading `touchline`. */
export const withExamples = (command: Command, ...examples: readonly string[]): Command =>
  command.addHelpText(
    'after',
    `\nExamples:\n${examples.map((example) => `  $ touchline ${example}`).join('\n')}`,
  );
