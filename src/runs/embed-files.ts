import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { RawTable } from '../config/config-file.js';
import type { EffectiveSetting } from '../config/effective-config.js';
import { TouchlineError } from '../engine/errors.js';
import { parseCalibrationArtifact } from '../strategies/calibration/artifact.js';

/** A setting that names a file, and how its text is told from a name. */
interface FileSetting {
  readonly key: string;
  readonly what: string;
  readonly hint: string;
  isHere(table: RawTable): boolean;
  isText(value: string): boolean;
  check(text: string, path: string): void;
}

const FILES: readonly FileSetting[] = [
  {
    key: 'calibration',
    what: 'calibration',
    hint: 'write one: touchline calibrate --fit logistic --cut-off <time> --out <dir>',
    isHere: ({ mode }) => mode === 'calibrated',
    isText: (value) => value.trimStart().startsWith('{'),
    check: parseCalibrationArtifact,
  },
  {
    key: 'lines',
    what: 'file of lines',
    hint: 'a CSV file; docs/strategies/closing-line.md says what stands in it',
    isHere: () => true,
    isText: (value) => value.includes('\n'),
    check: () => undefined,
  },
];

const isTable = (value: unknown): value is RawTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/**
 * The configuration with the text of every file that a setting names in the place of its name, so that it is whole in
 * another thread or on another machine. Names are relative to the folder of `file`.
 *
 * @throws CONFIG_INVALID when a file cannot be read; DATA_CALIBRATION when a calibration is none or was changed.
 */
export function embedFiles(raw: RawTable, file: string): RawTable {
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => {
      if (isTable(value)) return [key, embedFiles(value, file)];
      const setting = FILES.find((each) => each.key === key && each.isHere(raw));
      const isName = setting !== undefined && typeof value === 'string' && !setting.isText(value);
      return [key, isName ? textOf(value, file, setting) : value];
    }),
  );
}

function textOf(name: string, file: string, setting: FileSetting): string {
  const path = resolve(dirname(file), name);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TouchlineError('CONFIG_INVALID', `the ${setting.what} cannot be read: ${name}`, {
      where: { file, path },
      hint: setting.hint,
      cause,
    });
  }
  setting.check(text, path);
  return text;
}

/** Settings with one row for each file, its hash, in the place of its text or of its parts. */
export function hashedFiles(settings: readonly EffectiveSetting[]): readonly EffectiveSetting[] {
  return settings.flatMap((setting) => {
    if (setting.key.endsWith('.lines')) return [{ ...setting, value: sha256(setting.value) }];
    const [, name = null, part = null] = /^(.*\.calibration)(?:\.(.+))?$/.exec(setting.key) ?? [];
    if (name === null) return [setting];
    if (part === null) {
      const isText = setting.value.trimStart().startsWith('{');
      return [isText ? { ...setting, value: parseCalibrationArtifact(setting.value, name).hash } : setting];
    }
    return part === 'hash' ? [{ ...setting, key: name, origin: 'file' }] : [];
  });
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
