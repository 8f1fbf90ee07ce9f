import { describe, expect, it } from 'vitest';
import { checkImportArrows, importsOf } from './imports.js';
import { sourceFile } from './source-file.js';

const arrows = (path: string, text: string) =>
  checkImportArrows(sourceFile(path, text)).map(({ message }) => message);

describe('importsOf', () => {
  it('finds every form of import and none in comments or strings', () => {
    const text = [
      "import { a } from './a.js';",
      "import type { B } from '../b.js';",
      "import './c.js';",
      "export * from './d.js';",
      "const e = await import('./e.js');",
      'import {\n  f,\n} from "./f.js";',
      "// import './comment.js';",
      'const g = "import \'./string.js\'";',
    ].join('\n');
    expect(importsOf(sourceFile('src/x.ts', text))).toEqual([
      { specifier: './a.js', line: 1 },
      { specifier: '../b.js', line: 2 },
      { specifier: './c.js', line: 3 },
      { specifier: './d.js', line: 4 },
      { specifier: './e.js', line: 5 },
      { specifier: './f.js', line: 8 },
    ]);
  });
});

describe('checkImportArrows', () => {
  it.each([
    ['src/engine/tape.ts', '../strategies/kelly/binary.js'],
    ['src/engine/simulation/fees/a.ts', '../../../data/store.js'],
    ['src/strategies/a.ts', '../data/store.js'],
    ['src/data/a.ts', '../live/store.js'],
    ['src/live/a.ts', '../data/store.js'],
    ['src/research/a.ts', '../report/html.js'],
    ['src/report/a.ts', '../cli/main.js'],
    ['src/data/a.ts', '../index.js'],
  ])('%s may not import %s', (path, specifier) => {
    expect(arrows(path, `import { a } from '${specifier}';`)).toHaveLength(1);
    expect(arrows(path, `import type { A } from '${specifier}';`)).toHaveLength(1);
  });

  it.each([
    ['src/strategies/kelly/a.ts', '../../engine/units.js'],
    ['src/engine/a.ts', './simulation/venue.js'],
    ['src/data/a.ts', '../engine/units.js'],
    ['src/report/a.ts', '../research/interval.js'],
    ['src/cli/a.ts', '../report/html.js'],
    ['src/index.ts', './engine/index.js'],
    ['src/data/a.ts', 'apache-arrow'],
  ])('%s may import %s', (path, specifier) => {
    expect(arrows(path, `import { a } from '${specifier}';`)).toEqual([]);
  });

  it('asks for a place of a new folder', () => {
    expect(arrows('src/helpers/a.ts', '')).toEqual(['src/helpers has no place in the order of folders']);
  });
});
