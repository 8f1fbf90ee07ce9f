import { describe, expect, it } from 'vitest';
import { STRATEGIES } from '../strategies/registry.js';
import { configReference } from './config-reference.js';
import { runConfigSchema } from './run-config.js';
import { settingsOf } from './setting-list.js';

describe('docs/configuration.md', () => {
  it('is what `touchline config reference` prints', async () => {
    await expect(configReference()).toMatchFileSnapshot('../../docs/configuration.md');
  });

  it('says of every setting what it is and what it takes', () => {
    const schemas = [runConfigSchema, ...STRATEGIES.map(({ parameters }) => parameters)];
    for (const setting of schemas.flatMap((schema) => settingsOf(schema))) {
      expect(setting.about, setting.key).not.toBe('');
      expect(setting.wanted, setting.key).not.toBe('');
    }
  });
});
