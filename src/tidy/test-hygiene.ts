import { importedPath, importsOf } from './imports.js';
import { type Finding, findAll, isTestCode, lineAt, type SourceFile } from './source-file.js';

const EXPORT =
  /^export\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const|let|function\*?|class|interface|type)\s+([\w$]+)/gm;
const DECLARED =
  /^(?:(?:\s*(?:async\s+)?function\*?|\s*class)\s+([\w$]+)|const\s+([\w$]+)\s*=\s*(?:async\s*)?(?:\([^()]*\)|[\w$]+)[^=;\n]*=>)/gm;

/** Names that the shipped files of a project export as values or types. */
export function exportedNames(files: readonly SourceFile[]): ReadonlySet<string> {
  const shipped = files.filter(({ path }) => !isTestCode(path));
  return new Set(shipped.flatMap(({ code }) => [...code.matchAll(EXPORT)].map((match) => match[1] ?? '')));
}

/** Test files that test nothing of the project, or that declare what the project exports: a test of a copy. */
export function checkTestHygiene(file: SourceFile, exported: ReadonlySet<string>): Finding[] {
  if (!file.path.endsWith('.test.ts')) return [];
  const imported = importsOf(file).map(({ specifier }) => importedPath(file, specifier));
  const idle = imported.every((path) => path === null)
    ? [{ path: file.path, line: 1, message: 'imports nothing of the project' }]
    : [];
  const copies = [...file.code.matchAll(DECLARED)]
    .map((match) => ({ name: match[1] ?? match[2] ?? '', offset: match.index + match[0].search(/\S/) }))
    .filter(({ name }) => exported.has(name));
  return [
    ...idle,
    ...copies.map(({ name, offset }) => ({
      path: file.path,
      line: lineAt(file.text, offset),
      message: `declares ${name}, which the project exports: test the original`,
    })),
  ];
}

/** Folders whose exports are read by strangers. */
const DOCUMENTED = /^src\/(?:engine|strategies|data)\//;

/**
 * Exports without a doc comment. A run of one-line exports without a blank line between them may share the
 * comment above the first.
 */
export function checkDocComments(file: SourceFile): Finding[] {
  if (!DOCUMENTED.test(file.path) || isTestCode(file.path)) return [];
  const lines = file.text.split('\n');
  const documented = (line: number): boolean => {
    const above = lines[line - 2] ?? '';
    if (/\*\/\s*$/.test(above)) return true;
    return /^export\b.*;$/.test(above) && documented(line - 1);
  };
  return findAll(file, EXPORT, ([, name]) => `${name} has no doc comment`).filter(
    ({ line }) => !documented(line),
  );
}
