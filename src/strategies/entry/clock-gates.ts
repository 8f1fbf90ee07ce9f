import type { z } from 'zod';
import type { StrategyContext } from '../../engine/strategy.js';
import { MICROS_PER_MINUTE } from '../../engine/units.js';
import { type Started, startedBy } from '../sport/started.js';
import type { HoursFields, PhaseFields, WindowFields } from './entry-fields.js';
import type { EntryTerms, Gate } from './gate.js';

/** What a strategy that cannot do without the clock leaves out: unknown is blocked. */
interface ClockTerms extends EntryTerms<WindowFields> {
  readonly entry: z.infer<z.ZodObject<WindowFields>> & { readonly unknownClock?: 'allow' | 'block' };
}

/** Whether a phase is the wanted one; what is not known is the policy's. */
export const allowsPhase = (
  { phase, unknownPhase }: z.infer<z.ZodObject<PhaseFields>>,
  started: Started,
): boolean =>
  phase === 'any' ||
  (started === 'unknown' ? unknownPhase === 'allow' : started === (phase === 'in-play' ? 'yes' : 'no'));

/** The game has begun, or has not. */
export const phaseGate: Gate<EntryTerms<PhaseFields>> = {
  name: 'phase',
  judge: (look, { entry }) => {
    const started = startedBy(look.market, look.game, look.context.now);
    const wanted = entry.phase === 'in-play' ? 'yes' : 'no';
    const value = started === 'unknown' ? Number.NaN : started === 'yes' ? 1 : 0;
    look.verdict(value, wanted === 'yes' ? 1 : 0, allowsPhase(entry, started));
  },
};

/** The part of regulation that was played lies in the window. */
export const windowGate: Gate<ClockTerms> = {
  name: 'window',
  judge: (look, { entry }) => {
    const fraction = look.memory.clock.progress(look.game.index)?.fraction ?? null;
    const inWindow =
      fraction === null
        ? entry.unknownClock === 'allow'
        : fraction >= entry.progressFrom && fraction <= entry.progressTo;
    look.verdict(fraction ?? Number.NaN, entry.progressTo, inWindow);
  },
};

/** Enough of regulation is left. */
export const timeLeftGate: Gate<ClockTerms> = {
  name: 'time-left',
  judge: (look, { entry }) => {
    const left = look.memory.clock.progress(look.game.index)?.secondsRemaining ?? null;
    const enough = left === null ? entry.unknownClock === 'allow' : left >= entry.secondsLeftMin;
    look.verdict(left ?? Number.NaN, entry.secondsLeftMin, enough);
  },
};

/** The time of day lies in the hours. */
export const hoursGate: Gate<EntryTerms<HoursFields>> = {
  name: 'hours',
  judge: (look, { entry }) => {
    const minute = minuteOfDay(look.context);
    const until = minutesOf(entry.hoursTo);
    const inHours = minute !== null && minute >= minutesOf(entry.hoursFrom) && minute < until;
    look.verdict(minute ?? Number.NaN, until, inHours);
  },
};

/** Minutes since the trading day began; `null` = the day is not known. */
function minuteOfDay(context: StrategyContext): number | null {
  return context.dayStart < 0 ? null : Math.floor((context.now - context.dayStart) / MICROS_PER_MINUTE);
}

/** Minutes since midnight of HH:MM. Asked at every decision, so it makes no string. */
function minutesOf(time: string): number {
  const digit = (at: number) => time.charCodeAt(at) - 48;
  return (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4);
}
