import { describe, expect, it } from 'vitest';
import { cliReference, helpOf, leafCommands } from './cli-reference.testing.js';
import { program } from './program.js';

describe('docs/cli.md', () => {
  it('is what the commands say of themselves, and every exit code', async () => {
    await expect(cliReference(program())).toMatchFileSnapshot('../../docs/cli.md');
  });

  it.each(leafCommands(program()))(
    '%s: help with an example, and every option explained',
    (_name, command) => {
      const help = helpOf(command);
      expect(help).toMatch(/Examples?:\n {2}\$ touchline /);
      for (const option of command.options) {
        expect(help).toContain(option.long);
        expect(option.description, option.flags).not.toBe('');
      }
      expect(command.description()).not.toBe('');
    },
  );
});
