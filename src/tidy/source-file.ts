import { maskSource } from './mask.js';

/** One TypeScript source, with its path from the repository's root in forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** `text` with comments and the inside of strings blanked out, offset for offset. */
  readonly code: string;
}

/** A breach of a rule. */
export interface Finding {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

/** Reads a source once for all rules. */
export const sourceFile = (path: string, text: string): SourceFile => ({
  path,
  text,
  code: maskSource(text),
});

/** True for a file that only tests use: `*.test.ts`, `*.testing.ts` and these rules themselves. */
export const isTestCode = (path: string): boolean =>
  /\.test(?:ing)?\.ts$/.test(path) || path.startsWith('src/tidy/');

/** The folder below `src/` that a path stands in; '' = `src` itself or elsewhere. */
export const areaOf = (path: string): string => /^src\/([^/]+)\//.exec(path)?.[1] ?? '';

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** One finding for every match of `pattern` (with the flag g) in the code of a file. */
export function findAll(
  file: SourceFile,
  pattern: RegExp,
  message: (match: RegExpMatchArray) => string,
): Finding[] {
  return [...file.code.matchAll(pattern)].map((match) => ({
    path: file.path,
    line: lineAt(file.text, match.index),
    message: message(match),
  }));
}
