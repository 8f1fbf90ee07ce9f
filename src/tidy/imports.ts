import { posix } from 'node:path';
import { areaOf, type Finding, lineAt, type SourceFile } from './source-file.js';

/** What each folder of `src` may import besides itself: arrows point one way, siblings stay apart. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  strategies: ['engine'],
  research: ['engine', 'strategies'],
  data: ['engine', 'strategies'],
  live: ['engine', 'strategies'],
  config: ['engine', 'strategies'],
  report: ['engine', 'strategies', 'research', 'data', 'live', 'config'],
  runs: ['engine', 'strategies', 'research', 'data', 'live', 'config', 'report'],
  bench: ['engine', 'strategies', 'research', 'data', 'live', 'config'],
  notebook: ['engine', 'strategies', 'research', 'data', 'config', 'report', 'runs'],
  cli: ['engine', 'strategies', 'research', 'data', 'live', 'config', 'report', 'runs', 'bench'],
  tidy: [],
};

/** What a file imports: the specifier as written and its line. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

/** Every static, dynamic and re-exporting import of a file, types included. */
export function importsOf(file: SourceFile): Import[] {
  const pattern = /\b(?:from|import)\s*\(?\s*(['"])( *)\1/g;
  return [...file.code.matchAll(pattern)].map((match) => {
    const end = match.index + match[0].length - 1;
    return {
      specifier: file.text.slice(end - (match[2] ?? '').length, end),
      line: lineAt(file.text, match.index),
    };
  });
}

/** Path from the root that a relative specifier names; `null` = a package. */
export function importedPath(file: SourceFile, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : null;
}

/** Imports that run against the arrows, and folders that no arrow is drawn for. */
export function checkImportArrows(file: SourceFile): Finding[] {
  const area = areaOf(file.path);
  if (area === '') return [];
  const allowed = MAY_IMPORT[area];
  if (allowed === undefined) {
    return [{ path: file.path, line: 1, message: `src/${area} has no place in the order of folders` }];
  }
  return importsOf(file).flatMap(({ specifier, line }) => {
    const target = importedPath(file, specifier);
    if (target === null || areaOf(target) === area || allowed.includes(areaOf(target))) return [];
    return [{ path: file.path, line, message: `${area} may not import ${target}` }];
  });
}
