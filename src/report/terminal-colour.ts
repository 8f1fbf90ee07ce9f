import { styleText } from 'node:util';

/** Whether to colour: `NO_COLOR` forbids it, `FORCE_COLOR` asks for it, else only a terminal gets it. */
export function wantsColour(
  environment: { readonly NO_COLOR?: string | undefined; readonly FORCE_COLOR?: string | undefined },
  isTerminal: boolean,
): boolean {
  if (environment.NO_COLOR) return false;
  if (environment.FORCE_COLOR) return environment.FORCE_COLOR !== '0';
  return isTerminal;
}

export type Paint = (style: 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', text: string) => string;

/** A painter that leaves text alone when there is to be no colour. */
export const painter = (colour: boolean): Paint =>
  // The caller has decided; the stream must not be asked again.
  colour ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;

/** Text from outside without control characters: a market's name must not drive the terminal. */
export const plainText = (text: string): string => text.replace(/\p{Cc}/gu, '\u{fffd}');
