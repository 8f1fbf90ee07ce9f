import { TouchlineError } from '../engine/errors.js';

/** The word of a closed list that a stored text is. @throws DATA_ROW when it is none of them. */
export function oneOf<const Word extends string>(words: readonly Word[], text: string): Word {
  const word = words.find((candidate) => candidate === text);
  if (word !== undefined) return word;
  throw new TouchlineError(
    'DATA_ROW',
    `the store says ${JSON.stringify(text)}, wanted one of ${words.join(', ')}`,
  );
}
