import { describe, expect, it } from 'vitest';
import { checkPurity } from './purity.js';
import { sourceFile } from './source-file.js';

const findings = (text: string, path = 'src/engine/a.ts') => checkPurity(sourceFile(path, text));

describe('checkPurity', () => {
  it.each([
    "import { readFileSync } from 'node:fs';",
    "import { readFileSync } from 'fs';",
    "const fs = await import('node:fs');",
    'const now = Date.now();',
    'const now = new Date();',
    'const at = performance.now();',
    'const home = process.env;',
    'const id = crypto.randomUUID();',
    'await fetch(url);',
    'setTimeout(run, 1);',
    'queueMicrotask(run);',
    'const dice = Math.random();',
    'const e = Math.exp(x);',
    'const l = Math.log(x);',
    'const p = Math.pow(x, 2);',
    'const s = Math.sin(x) + 1;',
    'const c = Math.cosh(x);',
    'const a = Math.atan2(x, y);',
    'const { exp } = Math;',
    "const e = Math['exp'](x);",
    'const e = Math . exp(x);',
    'const s = x ** 2;',
    'const s = 2n ** x;',
    'const s = x ** 2n;',
    'names.sort((a, b) => a.localeCompare(b));',
    'const s = x.toLocaleString();',
    'const f = new Intl.NumberFormat();',
    `const s = \`now \${Date.now()}\`;`,
  ])('catches %s', (text) => {
    expect(findings(text)).toHaveLength(1);
    expect(findings(text, 'src/strategies/kelly/a.ts')).toHaveLength(1);
    expect(findings(text, 'src/data/a.ts')).toEqual([]);
    expect(findings(text, 'src/engine/a.test.ts')).toEqual([]);
  });

  it.each([
    'const a = Math.floor(x) + Math.sqrt(y) + Math.max(1, 2);',
    "import { sha256 } from '@noble/hashes/sha2.js';",
    '// Date.now() is banned',
    "const text = 'Date and process';",
    'const PARTS = 10n ** 18n;',
    'const x = facts.Date + startDate + DateOnly;',
    'const y = run.process(1);',
  ])('lets %s pass', (text) => {
    expect(findings(text)).toEqual([]);
  });

  it('names the line', () => {
    expect(findings('const a = 1;\n\nconst b = Math.random();')).toEqual([
      { path: 'src/engine/a.ts', line: 3, message: 'Math.random is not exact on every platform' },
    ]);
  });
});
