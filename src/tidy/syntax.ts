import { importsOf } from './imports.js';
import { type Finding, findAll, type SourceFile } from './source-file.js';

const BANNED: readonly (readonly [RegExp, string])[] = [
  [/\bexport\s+default\b|\bas\s+default\b/g, 'a default export'],
  [/\benum\s+\w+\s*\{/g, 'an enum'],
  [/\b(?:namespace|module)\s+[\w.]+\s*\{/g, 'a namespace'],
  [/(?:[:<|&]|=>|\bas|\bextends)\s*any\b(?!\s*[.(:])|\bany\s*(?:\[\]|>)/g, 'the type any'],
  [/[\w$)\]]!(?!=)/g, 'a non-null assertion'],
];

/** Forms of the language that the project does without. */
export function checkSyntax(file: SourceFile): Finding[] {
  return BANNED.flatMap(([pattern, what]) => findAll(file, pattern, () => what));
}

const UNRUN = /(?<=[\w)])\.\s*(?:only|skip|todo)\b|(?<![.\w$])(?:x|f)(?:it|test|describe)\s*\(\s*['"`]/g;
const SKIP_IF = /\.\s*(?:skipIf|runIf)\b/g;

/** Tests that do not run, but for those that need recorded data and say so by importing its helper. */
export function checkSkips(file: SourceFile): Finding[] {
  if (!file.path.endsWith('.test.ts')) return [];
  const needsRecordedData = importsOf(file).some(({ specifier }) => specifier.includes('real-data'));
  return [
    ...findAll(file, UNRUN, ([form]) => `${form.trim()}: every test runs`),
    ...(needsRecordedData
      ? []
      : findAll(
          file,
          SKIP_IF,
          () => 'only tests of recorded data may be skipped: import the real-data helper',
        )),
  ];
}
