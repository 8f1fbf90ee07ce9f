import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { RawTable } from '../config/config-file.js';
import type { EffectiveSetting } from '../config/effective-config.js';
import { TouchlineError } from '../engine/errors.js';
import { parseCalibrationArtifact } from '../strategies/calibration/artifact.js';

const KEY = 'calibration';
const isTable = (value: unknown): value is RawTable =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
const isText = (value: string): boolean => value.trimStart().startsWith('{');

/**
 * The configuration with the text of every calibration file in the place of its name, so that it is whole in
 * another thread or on another machine. Names are relative to the folder of `file`.
 *
 * @throws CONFIG_INVALID when a file cannot be read; DATA_CALIBRATION when it is none or was changed.
 */
export function embedCalibrations(raw: RawTable, file: string): RawTable {
  const { mode } = raw;
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => {
      if (isTable(value)) return [key, embedCalibrations(value, file)];
      const isName = key === KEY && mode === 'calibrated' && typeof value === 'string' && !isText(value);
      return [key, isName ? textOf(value, file) : value];
    }),
  );
}

function textOf(name: string, file: string): string {
  const path = resolve(dirname(file), name);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new TouchlineError('CONFIG_INVALID', `the calibration cannot be read: ${name}`, {
      where: { file, path },
      hint: 'write one: touchline calibrate --fit logistic --cut-off <time> --out <dir>',
      cause,
    });
  }
  parseCalibrationArtifact(text, path);
  return text;
}

/** Settings with one row for each calibration, its hash, in the place of its text or of its parts. */
export function hashedCalibrations(settings: readonly EffectiveSetting[]): readonly EffectiveSetting[] {
  return settings.flatMap((setting) => {
    const [, name = null, part = null] = /^(.*\.calibration)(?:\.(.+))?$/.exec(setting.key) ?? [];
    if (name === null) return [setting];
    if (part === null) {
      return [
        isText(setting.value)
          ? { ...setting, value: parseCalibrationArtifact(setting.value, name).hash }
          : setting,
      ];
    }
    return part === 'hash' ? [{ ...setting, key: name, origin: 'file' }] : [];
  });
}
