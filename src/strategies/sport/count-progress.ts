import type { GameState } from '../../engine/events.js';
import type { StageRules } from './league-rules.js';
import {
  afterSteps,
  countOf,
  inOvertime,
  type Progress,
  periodOf,
  unknownProgress,
} from './progress-values.js';
import type { HolesRules, InningsRules, LapsRules, OversRules } from './regulation.js';

const HALF_INNING_OUTS = 3;
const INNING_OUTS = 2 * HALF_INNING_OUTS;
const HOLES = 18;

/** So many parts of so many steps each, `done` steps into the `part`-th. */
interface Place {
  readonly parts: number;
  readonly size: number;
  readonly part: number;
  readonly done: number;
}

/** The last step of a part is the start of the next. */
function atPlace({ parts, size, part, done }: Place, letter: string, wallMinutes: number | null): Progress {
  const steps = Math.min((part - 1) * size + Math.min(done, size), parts * size);
  const current = Math.min(Math.floor(steps / size) + 1, parts);
  const eta = wallMinutes === null ? null : ((parts * size - steps) / (parts * size)) * wallMinutes * 60;
  return afterSteps([steps, parts * size], `${letter}${current}`, eta);
}

/** Baseball: outs of the 54. A clock that a feed shows is not the game's. */
export function inningsProgress(rules: InningsRules & StageRules, state: GameState): Progress {
  const inning = periodOf(state);
  const said = state.situation?.kind === 'innings' ? state.situation : null;
  const outs = countOf(said?.outs);
  const half = said?.half ?? null;
  if (inning === null) return unknownProgress(null);
  if (half === null || outs === null || outs > HALF_INNING_OUTS) return unknownProgress(`i${inning}`);
  const done = (half === 'bottom' ? HALF_INNING_OUTS : 0) + outs;
  const parts = countOf(said?.scheduled, 1) ?? rules.periods;
  return atPlace({ parts, size: INNING_OUTS, part: inning, done }, 'i', rules.wallMinutes);
}

/** Cricket of limited overs: balls of both innings. An innings that ends early ends where the next begins. */
export function oversProgress(rules: OversRules & StageRules, state: GameState): Progress {
  const innings = periodOf(state);
  const said = state.situation?.kind === 'overs' ? state.situation : null;
  const balls = countOf(said?.balls);
  if (innings === null) return unknownProgress(null);
  if (balls === null || rules.balls === null) return unknownProgress(`i${innings}`);
  const size = countOf(said?.ballsPerInnings, 1) ?? rules.balls;
  return atPlace({ parts: rules.periods, size, part: innings, done: balls }, 'i', rules.wallMinutes);
}

/** Golf: holes of all rounds, of one player or of the leader. */
export function holesProgress(rules: HolesRules & StageRules, state: GameState): Progress {
  const round = periodOf(state);
  const said = state.situation?.kind === 'holes' ? state.situation : null;
  const holes = countOf(said?.holes);
  const parts = countOf(said?.rounds, 1) ?? rules.periods;
  if (round === null) return unknownProgress(null);
  if (holes === null || holes > HOLES || parts === null) return unknownProgress(`r${round}`);
  return atPlace({ parts, size: HOLES, part: round, done: holes }, 'r', rules.wallMinutes);
}

/** Racing: laps of the leader. Laps past the last one are overtime. */
export function lapsProgress(rules: LapsRules & StageRules, state: GameState): Progress {
  const said = state.situation?.kind === 'laps' ? state.situation : null;
  const lap = countOf(said?.lap);
  const laps = countOf(said?.laps, 1);
  if (lap === null || laps === null) return unknownProgress(null);
  if (lap > laps) return inOvertime(null);
  const eta = rules.wallMinutes === null ? null : ((laps - lap) / laps) * rules.wallMinutes * 60;
  return afterSteps([lap, laps], null, eta);
}
