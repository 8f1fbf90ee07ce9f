import { parse } from 'smol-toml';
import { TouchlineError } from '../../engine/errors.js';
import { type SeasonParameters, seasonSchema } from './season-parameters.js';

function parseToml(text: string, fileName: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new TouchlineError('CONFIG_SEASON', `${fileName} is not TOML: ${message}`, {
      where: { file: fileName },
      cause,
    });
  }
}

/**
 * Reads a season file.
 *
 * @throws CONFIG_SEASON with the path of the first setting that is missing, unknown or out of range.
 */
export function parseSeasonFile(tomlText: string, fileName: string): SeasonParameters {
  return checkSeason(parseToml(tomlText, fileName), fileName);
}

/** The same for settings that were read already. @throws CONFIG_SEASON. */
export function checkSeason(settings: unknown, fileName: string): SeasonParameters {
  const result = seasonSchema.safeParse(settings);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  const field = [...(issue?.path ?? []), ...unknown.slice(0, 1)].join('.');
  throw new TouchlineError('CONFIG_SEASON', `${fileName}: ${issue?.message ?? 'not a season'}`, {
    where: { file: fileName, field },
    hint: 'docs/synthetic-season.md lists every setting with its unit and range',
  });
}
