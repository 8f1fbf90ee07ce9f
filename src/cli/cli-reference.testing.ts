import type { Command } from 'commander';
import { EXIT } from './print-error.js';

const HELP_WIDTH = 110;

/** What each exit code says to a script. */
const MEANING: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: 'done; also when the reader of the output stops early',
  fault: 'a bug of touchline or of a strategy: please report it with what stands on standard error',
  badInput:
    'what was given is wrong: an option, a file, a setting, data. The message says where and what was wanted',
  findings: 'a check ran and found something (`touchline data check`)',
  interrupted: 'stopped by Ctrl-C',
};

const INTRO = `# The command line

\`touchline\`, or \`node dist/cli/main.js\` in a checkout after \`npm install\`. Every command has \`--help\` with examples; this
page is made of them (\`npx vitest run src/cli/cli-reference.test.ts -u\` writes it anew).

- **Standard output** carries the result: tables, or with \`--json\` one JSON document and nothing else.
  **Standard error** carries progress (on a terminal only) and faults.
- **Colour**: on a terminal; \`NO_COLOR=1\` forbids it, \`FORCE_COLOR=1\` asks for it.
- **The store** is one DuckDB file. A command that only reads never makes one.
- **Faults** have a stable code, what was wrong, where (file, line, key, value) and a hint:

\`\`\`
CONFIG_INVALID: parameters.entry.confidenceMin: Too big: expected number to be <=1, was 60
  file: run.toml
  hint: \`touchline config show\` prints every key with its value, unit and origin
\`\`\`

| exit code | meaning |
|---|---|
`;

/** Commands that do something, with their whole name. */
export function leafCommands(command: Command, before: readonly string[] = []): readonly [string, Command][] {
  const path = [...before, command.name()];
  if (command.commands.length === 0) return [[path.join(' '), command]];
  return command.commands.flatMap((child) => leafCommands(child, path));
}

/** The whole help of a command as it is printed, examples included. */
export function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (piece) => {
      text += piece;
    },
    getOutHelpWidth: () => HELP_WIDTH,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text.trimEnd();
}

/** `docs/cli.md`. */
export function cliReference(whole: Command): string {
  const codes = Object.entries(EXIT).map(
    ([name, code]) => `| ${code} | ${MEANING[name as keyof typeof EXIT]} |`,
  );
  const commands = leafCommands(whole).map(
    ([name, command]) => `## ${name}\n\n\`\`\`\n${helpOf(command)}\n\`\`\`\n`,
  );
  return `${INTRO}${codes.join('\n')}\n\n${commands.join('\n')}`;
}
