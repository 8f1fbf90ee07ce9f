import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkImportArrows } from './tidy/imports.js';
import { checkMachinePaths } from './tidy/machine-paths.js';
import { checkPurity } from './tidy/purity.js';
import { repositoryFiles } from './tidy/repository-files.js';
import { checkReadmes, checkSizes } from './tidy/sizes.js';
import { type Finding, type SourceFile, sourceFile } from './tidy/source-file.js';
import { checkSkips, checkSyntax } from './tidy/syntax.js';
import { checkDocComments, checkTestHygiene, exportedNames } from './tidy/test-hygiene.js';

const files = repositoryFiles(fileURLToPath(new URL('..', import.meta.url)));
const sources = files
  .filter(({ path }) => path.startsWith('src/') && path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .map(({ path, text }) => sourceFile(path, text));
const readmes = new Map(
  files
    .filter(({ path }) => path.startsWith('src/') && path.endsWith('/README.md'))
    .map(({ path, text }) => [path, text]),
);
const exported = exportedNames(sources);

const printed = (findings: readonly Finding[]): string[] =>
  findings.map(({ path, line, message }) => `${path}:${line} ${message}`);

describe('the sources', () => {
  it('are found', () => {
    expect(sources.map(({ path }) => path)).toContain('src/engine/units.ts');
    expect(exported.has('parsePrice')).toBe(true);
  });

  it('are read whole: brackets balance in what is left without comments and strings', () => {
    const unbalanced = sources.filter(({ code }) =>
      ['()', '[]', '{}'].some(
        ([open, close]) => code.split(open ?? '').length !== code.split(close ?? '').length,
      ),
    );
    expect(unbalanced.map(({ path }) => path)).toEqual([]);
  });

  it.each<[string, (file: SourceFile) => Finding[]]>([
    ['import along the arrows', checkImportArrows],
    ['stay pure in engine and strategies', checkPurity],
    ['stay under 500 lines a file and 70 a function', checkSizes],
    ['do without default exports, enums, any and !', checkSyntax],
    ['run every test', checkSkips],
    ['test what ships and no copy of it', (file) => checkTestHygiene(file, exported)],
    ['document what engine, strategies and data export', checkDocComments],
  ])('%s', (_rule, check) => {
    expect(printed(sources.flatMap(check))).toEqual([]);
  });

  it('open each folder with a README of at most 20 lines', () => {
    const paths = sources.map(({ path }) => path);
    expect(printed(checkReadmes(paths, readmes))).toEqual([]);
  });
});

describe('the repository', () => {
  it('names no path or host of one machine', () => {
    expect(printed(files.flatMap(({ path, text }) => checkMachinePaths(path, text)))).toEqual([]);
  });
});
