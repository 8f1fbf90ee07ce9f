import { functionsOf } from './functions.js';
import { type Finding, isTestCode, type SourceFile } from './source-file.js';

const FILE_LINES_MAX = 500;
const FUNCTION_LINES_MAX = 70;
const README_LINES_MAX = 20;

const linesOf = (text: string): number => text.replace(/\n$/, '').split('\n').length;

/** Files over 500 lines, and functions over 70 outside tests (a `describe` is a list, not a function). */
export function checkSizes(file: SourceFile): Finding[] {
  const length = linesOf(file.text);
  const tooLong =
    length > FILE_LINES_MAX
      ? [{ path: file.path, line: 1, message: `${length} lines, at most ${FILE_LINES_MAX}` }]
      : [];
  if (isTestCode(file.path)) return tooLong;
  const functions = functionsOf(file).filter(({ lines }) => lines > FUNCTION_LINES_MAX);
  return [
    ...tooLong,
    ...functions.map(({ name, line, lines }) => ({
      path: file.path,
      line,
      message: `${name} has ${lines} lines, at most ${FUNCTION_LINES_MAX}`,
    })),
  ];
}

/**
 * Folders of sources that do not open with a README, and READMEs of more than 20 lines.
 *
 * @param readmes text by path, of every README.md below `src`.
 */
export function checkReadmes(
  sourcePaths: readonly string[],
  readmes: ReadonlyMap<string, string>,
): Finding[] {
  const folders = new Set(sourcePaths.map((path) => path.slice(0, path.lastIndexOf('/'))));
  folders.delete('src');
  const missing = [...folders].filter((folder) => !readmes.has(`${folder}/README.md`));
  const tooLong = [...readmes].filter(([, text]) => linesOf(text) > README_LINES_MAX);
  return [
    ...missing.map((folder) => ({ path: `${folder}/README.md`, line: 1, message: 'is missing' })),
    ...tooLong.map(([path, text]) => ({
      path,
      line: README_LINES_MAX + 1,
      message: `${linesOf(text)} lines, at most ${README_LINES_MAX}`,
    })),
  ];
}
