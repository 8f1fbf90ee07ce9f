import type { GameState } from '../../engine/events.js';
import { clockProgress, clockStart, overtimeSeconds, roundsAsClock } from './clock-progress.js';
import { holesProgress, inningsProgress, lapsProgress, oversProgress } from './count-progress.js';
import { mapsProgress, setsProgress } from './match-progress.js';
import {
  finished,
  inOvertime,
  notBegun,
  type Progress,
  periodOf,
  unknownProgress,
} from './progress-values.js';
import type { SportSpec } from './sport-spec.js';

export type { Progress } from './progress-values.js';

/**
 * Progress of a game by its league's rules. Total: it answers for every state, and what the state does not
 * say stays unknown. `0:00` of a period is the start of the next one, a clock longer than its period is the
 * full period, and overtime counts as no time left.
 */
export function progress(spec: SportSpec, state: GameState): Progress {
  switch (state.phase) {
    case 'scheduled':
      return atStart(spec, state);
    case 'final':
      return finished(pastRegulation(spec, state));
    case 'overtime':
    case 'shootout':
      return inOvertime(overtimeSeconds(spec, state));
    case 'live':
    case 'break':
      return inPlay(spec, state);
    case 'delayed':
    case 'suspended':
      // How long it stands still, nobody knows.
      return { ...inPlay(spec, state), etaWallSeconds: null };
    case 'postponed':
    case 'cancelled':
    case 'unknown':
      return unknownProgress(null);
  }
}

function inPlay(spec: SportSpec, state: GameState): Progress {
  if (pastRegulation(spec, state)) return inOvertime(overtimeSeconds(spec, state));
  switch (spec.kind) {
    case 'clock':
      return clockProgress(spec, state, spec.wallMinutes);
    case 'rounds': {
      const clock = roundsAsClock(spec, state);
      return clock === null ? unknownProgress(roundName(state)) : clockProgress(clock, state, null);
    }
    case 'innings':
      return inningsProgress(spec, state);
    case 'sets':
      return setsProgress(spec, state);
    case 'maps':
      return mapsProgress(spec, state);
    case 'overs':
      return oversProgress(spec, state);
    case 'holes':
      return holesProgress(spec, state);
    case 'laps':
      return lapsProgress(spec, state);
  }
}

function atStart(spec: SportSpec, state: GameState): Progress {
  if (spec.kind === 'clock') return clockStart(spec, spec.wallMinutes);
  const fight = spec.kind === 'rounds' ? roundsAsClock(spec, state) : null;
  if (fight !== null) return clockStart(fight, null);
  return notBegun(spec.wallMinutes === null ? null : spec.wallMinutes * 60);
}

const roundName = (state: GameState): string | null => {
  const round = periodOf(state);
  return round === null ? null : `r${round}`;
};

/** Whether the state's period lies past the last one of regulation. Fights, sets and maps have none. */
function pastRegulation(spec: SportSpec, state: GameState): boolean {
  const period = periodOf(state);
  const last = lastPeriod(spec, state);
  return period !== null && last !== null && period > last;
}

function lastPeriod(spec: SportSpec, { situation }: GameState): number | null {
  switch (spec.kind) {
    case 'clock':
    case 'overs':
      return spec.periods;
    case 'innings':
      return (situation?.kind === 'innings' ? situation.scheduled : null) ?? spec.periods;
    case 'holes':
      return (situation?.kind === 'holes' ? situation.rounds : null) ?? spec.periods;
    case 'rounds':
    case 'sets':
    case 'maps':
    case 'laps':
      return null;
  }
}
