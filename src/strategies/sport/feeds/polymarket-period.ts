import type { GameSituation } from '../../../engine/game-situation.js';
import type { SportSpec } from '../sport-spec.js';

/** What a period word of the Polymarket feed says. */
export type PeriodWord =
  | { readonly kind: 'period'; readonly period: number; readonly situation?: GameSituation }
  | { readonly kind: 'overtime'; readonly period: number | null }
  | { readonly kind: 'shootout' }
  | { readonly kind: 'period-over'; readonly period: number; readonly situation?: GameSituation }
  | { readonly kind: 'game-over' };

/**
 * Reads a period word by the rules of its league: `1H`, `Q4` or `4Q`, `HT`, `OT`, `2OT`, `FT`, `FT OT`, `End 1`,
 * `Top 7`, `Mid 3`, `2/3` (the second map of three). A word that does not fit the league is `null`.
 */
export function periodWordOf(text: string, spec: SportSpec | null): PeriodWord | null {
  const word = text.trim().toUpperCase();
  if (/^FT( OT| NR)?$/.test(word)) return { kind: 'game-over' };
  if (/^(SO|PEN)$/.test(word)) return { kind: 'shootout' };
  const overtime = /^(?:(\d)?OT|OT(\d))$/.exec(word);
  if (overtime !== null) return overtimeWord(overtime[1] ?? overtime[2], spec);
  switch (spec?.kind) {
    case 'clock':
      return clockWord(word, spec.segment.toUpperCase(), spec.periods);
    case 'innings':
      return inningsWord(word);
    case 'maps':
      return mapWord(word);
    default:
      return null;
  }
}

/** Which overtime "OT" is, the feed does not say. */
function overtimeWord(number: string | undefined, spec: SportSpec | null): PeriodWord {
  const known = number !== undefined && spec?.kind === 'clock';
  return { kind: 'overtime', period: known ? spec.periods + Number(number) : null };
}

function clockWord(word: string, letter: string, periods: number): PeriodWord | null {
  if (word === 'HT' && periods % 2 === 0) return { kind: 'period-over', period: periods / 2 };
  const [, before, beforeDigit, digit, after] = /^(?:([A-Z])(\d)|(\d)([A-Z]))$/.exec(word) ?? [];
  const period = Number(beforeDigit ?? digit);
  if (period >= 1 && period <= periods && (before ?? after) === letter) return { kind: 'period', period };
  const [, endLetter = '', ended] = /^END\s*([A-Z])?(\d)$/.exec(word) ?? [];
  const over = Number(ended);
  const fits = (endLetter === '' || endLetter === letter) && over >= 1 && over <= periods;
  return fits ? { kind: 'period-over', period: over } : null;
}

/** The middle of an inning is three outs in its top, the end three in its bottom; within a half no outs are told. */
function inningsWord(word: string): PeriodWord | null {
  const [, half, number] = /^(TOP|MID|BOT|BOTTOM|END)\s*(\d{1,2})$/.exec(word) ?? [];
  if (half === undefined || Number(number) < 1) return null;
  const isOver = half === 'MID' || half === 'END';
  const situation = {
    kind: 'innings',
    half: half === 'TOP' || half === 'MID' ? 'top' : 'bottom',
    outs: isOver ? 3 : null,
    scheduled: null,
  } as const;
  return { kind: isOver ? 'period-over' : 'period', period: Number(number), situation };
}

function mapWord(word: string): PeriodWord | null {
  const [, map, of] = /^(\d)\/(\d)$/.exec(word) ?? [];
  const [period, bestOf] = [Number(map), Number(of)];
  if (!(period >= 1 && period <= bestOf)) return null;
  return { kind: 'period', period, situation: { kind: 'maps', won: null, rounds: null, bestOf } };
}
