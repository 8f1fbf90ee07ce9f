import { builtinModules } from 'node:module';
import { importsOf } from './imports.js';
import { areaOf, type Finding, findAll, isTestCode, type SourceFile } from './source-file.js';

const PURE_AREAS = ['engine', 'strategies'];

/** Globals with an effect, a clock, a chance or a locale. */
const BANNED_GLOBALS = [
  'Date',
  'performance',
  'process',
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'Intl',
  'WebSocket',
  'Buffer',
  'console',
  'globalThis',
  'require',
];

/** What IEEE 754, integer arithmetic or the language's text fixes to the last bit on every platform. */
const EXACT_MATH = [
  ...['abs', 'ceil', 'floor', 'fround', 'imul', 'clz32', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'],
  ...['E', 'LN2', 'LN10', 'LOG2E', 'LOG10E', 'PI', 'SQRT1_2', 'SQRT2'],
];

const GLOBAL = new RegExp(`(?<![.\\w$#])(?:${BANNED_GLOBALS.join('|')})\\b(?!\\s*\\??:)`, 'g');
const MATH = /(?<![.\w$#])Math\b(?:\s*\.\s*(\w+))?/g;
const LOCALE = /\.\s*(localeCompare|toLocale\w*)/g;
/** A power of integers written out, as `10n ** 18n`, is exact; every other `**` may differ by platform. */
const POWER = /(?<!\d+n\s*)\*\*|\*\*(?!\s*\d+n)/g;

/** What makes a file of a pure folder depend on more than its arguments. */
export function checkPurity(file: SourceFile): Finding[] {
  if (!PURE_AREAS.includes(areaOf(file.path)) || isTestCode(file.path)) return [];
  return [
    ...importsOf(file).flatMap(({ specifier, line }) =>
      specifier.startsWith('node:') || builtinModules.includes(specifier)
        ? [{ path: file.path, line, message: `a pure folder may not import ${specifier}` }]
        : [],
    ),
    ...findAll(file, GLOBAL, ([name]) => `a pure folder may not use ${name}`),
    ...checkMath(file),
    ...findAll(file, LOCALE, ([, name]) => `${name} depends on the locale`),
    ...findAll(file, POWER, () => '** is not exact on every platform'),
  ];
}

function checkMath(file: SourceFile): Finding[] {
  const message = ([, member]: RegExpMatchArray): string =>
    `Math${member === undefined ? '' : `.${member}`} is not exact on every platform`;
  const allowed = new RegExp(`^Math\\s*\\.\\s*(?:${EXACT_MATH.join('|')})$`);
  return findAll(file, MATH, (match) => (allowed.test(match[0]) ? '' : message(match))).filter(
    (finding) => finding.message !== '',
  );
}
