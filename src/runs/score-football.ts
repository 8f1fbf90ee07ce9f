import { type FootballPlay, readFootballPlays } from '../data/football-plays.js';
import { TouchlineError } from '../engine/errors.js';
import type { GameState } from '../engine/events.js';
import { prob } from '../engine/units.js';
import { type DrivePlay, fitDrive } from '../research/win-models/fit-drive.js';
import {
  type ModelScore,
  miscalibrationOf,
  type ScoredModel,
  type ScoredMoment,
  scoreWinModels,
} from '../research/win-models/score-win-models.js';
import { progress } from '../strategies/sport/progress.js';
import { requireSpec } from '../strategies/sport/sport-spec.js';
import {
  type Drive,
  type DriveFit,
  type DriveKnowledge,
  deviationWithoutSpread,
  driveKnowledge,
  driveOf,
  drivePoints,
  NFL_DRIVE_FITS,
} from '../strategies/winprob/drive-points.js';
import { marginDeviationOf } from '../strategies/winprob/margin-deviations.js';
import { winProbability } from '../strategies/winprob/win-probability.js';

/** What the football models were asked, fitted and worth. */
export interface FootballScores {
  readonly plays: number;
  /** Plays whose progress through the game the league's rules do not tell. */
  readonly progressUnknown: number;
  /** Games that ended level: neither side won, so that there is nothing to score. */
  readonly gamesLevel: number;
  readonly fittedOn: readonly number[];
  readonly judgedOn: readonly number[];
  readonly fits: Readonly<Record<DriveKnowledge, DriveFit>>;
  readonly shipped: Readonly<Record<DriveKnowledge, DriveFit>>;
  /** On the seasons that no fit has seen; the file's own model last. `difference` is from that. */
  readonly judged: readonly JudgedModel[];
}

/** A variant, by what it was worth on seasons that were not fitted, and on those that were. */
export interface JudgedModel extends ModelScore {
  /** What recalibration would have saved of the Brier score. */
  readonly miscalibration: number;
  /** Brier score on the seasons of the fits, one weight a game. */
  readonly brierWhereFitted: number;
}

/** What is asked for. */
export interface FootballQuestion {
  readonly path: string;
  /** Last season that is fitted; later ones are judged. */
  readonly fitUntil: number;
}

const BENCHMARK = 'nflfastR wp';
const LEVEL = prob(0.5);

/**
 * Scores variants of the football model on recorded plays beside the probability of nflfastR that the file holds:
 * whatever is fitted is fitted on the seasons until `fitUntil`, and judged on those after it.
 *
 * @throws DATA_NO_ROWS where there are no plays on one of the two sides.
 */
export async function scoreFootball({ path, fitUntil }: FootballQuestion): Promise<FootballScores> {
  const plays = await readFootballPlays(path);
  const decided = plays.flatMap((play) => (play.homeWon === null ? [] : [momentOf(play, play.homeWon)]));
  const known = decided.filter((moment) => moment !== null);
  const seen = known.filter(({ play }) => play.season <= fitUntil);
  const fresh = known.filter(({ play }) => play.season > fitUntil);
  if (seen.length === 0 || fresh.length === 0) {
    throw new TouchlineError('DATA_NO_ROWS', `seasons on both sides of ${fitUntil} are needed`, {
      where: { file: path },
      hint: `the plays are of ${seasonsOf(plays).join(', ') || 'no season'}; --fit-until sets the last one that is fitted`,
    });
  }
  const fits = fitDrive(seen.filter(({ play }) => play.quarter <= 4));
  const level = new Set(plays.filter(({ homeWon }) => homeWon === null).map(({ game }) => game));
  return {
    plays: plays.length,
    progressUnknown: plays.filter((play) => remainingOf(play) === null).length,
    gamesLevel: level.size,
    fittedOn: seasonsOf(seen.map(({ play }) => play)),
    judgedOn: seasonsOf(fresh.map(({ play }) => play)),
    fits,
    shipped: NFL_DRIVE_FITS,
    judged: judged(fresh, seen, fits),
  };
}

/** A play as the models read it. */
interface Moment extends DrivePlay {
  readonly play: FootballPlay;
}

const stateOf = (play: FootballPlay): GameState => ({
  ...{
    phase: 'live',
    period: play.quarter,
    secondsLeftInPeriod: play.secondsLeft,
    secondsElapsedInPeriod: null,
  },
  ...{ homeScore: play.homeScore, awayScore: play.awayScore, possession: play.possession },
  situation: { kind: 'drive', down: play.down, distance: null, yardsToGoal: play.yardsToGoal },
});

const REGULATION_SECONDS = 3600;

/** Part of the game that is left; in overtime its length over that of regulation. */
function remainingOf(play: FootballPlay): number | null {
  const { remaining, isOvertime } = progress(requireSpec('nfl', { date: play.date }), stateOf(play));
  return isOvertime ? play.secondsLeft / REGULATION_SECONDS : remaining;
}

function momentOf(play: FootballPlay, homeWon: boolean): Moment | null {
  const remaining = remainingOf(play);
  if (remaining === null) return null;
  const drive = driveOf(stateOf(play));
  return { play, game: play.game, lead: play.homeScore - play.awayScore, remaining, drive, homeWon };
}

const seasonsOf = (plays: readonly FootballPlay[]): readonly number[] =>
  [...new Set(plays.map(({ season }) => season))].sort((left, right) => left - right);

/** What of a drive a variant may know. */
function seenThrough(drive: Drive | null, knowledge: DriveKnowledge): Drive | null {
  if (drive === null || knowledge === 'score') return null;
  if (knowledge === 'possession') return { ...drive, yardsToGoal: null, down: null };
  return knowledge === 'field' ? { ...drive, down: null } : drive;
}

type Variant = readonly [name: string, probability: (moment: Moment) => number];

function variants(fits: Readonly<Record<DriveKnowledge, DriveFit>>): readonly Variant[] {
  const cited = marginDeviationOf('nfl') ?? Number.NaN;
  const plain = (kind: 'brownian' | 'discrete-margin', deviation: number) => (moment: Moment) =>
    homeOf(kind, moment, deviation);
  const fitted = (knowledge: DriveKnowledge) => (moment: Moment) => {
    const drive = seenThrough(moment.drive, knowledge);
    const lead = moment.lead + (moment.remaining === 0 ? 0 : drivePoints(drive, fits));
    return homeOf('discrete-margin', { ...moment, lead }, fits[driveKnowledge(drive)].deviation);
  };
  return [
    [`Brownian, ${cited} cited`, plain('brownian', cited)],
    [`whole points, ${cited} cited`, plain('discrete-margin', cited)],
    ['whole points, fitted', fitted('score')],
    ['and possession', fitted('possession')],
    ['and field position', fitted('field')],
    ['and down', fitted('down')],
    ['as shipped', shipped],
    [BENCHMARK, ({ play }) => play.benchmark],
  ];
}

/** The model and the numbers that strategies and `touchline winprob football` use. */
function shipped({ lead, remaining, drive }: Moment): number {
  const marginDeviation = deviationWithoutSpread('nfl', drive) ?? Number.NaN;
  const model = { kind: 'discrete-margin', expectedMargin: 0, marginDeviation, overtimeHome: LEVEL } as const;
  const answer = winProbability(model, { lead, remaining, drive });
  return answer.kind === 'known' ? answer.home : Number.NaN;
}

function homeOf(
  kind: 'brownian' | 'discrete-margin',
  { lead, remaining }: Pick<Moment, 'lead' | 'remaining'>,
  marginDeviation: number,
): number {
  const model = { kind, expectedMargin: 0, marginDeviation, overtimeHome: LEVEL };
  const answer = winProbability(model, { lead, remaining });
  return answer.kind === 'known' ? answer.home : Number.NaN;
}

function judged(
  fresh: readonly Moment[],
  seen: readonly Moment[],
  fits: Readonly<Record<DriveKnowledge, DriveFit>>,
): readonly JudgedModel[] {
  const points = fresh.map(pointOf);
  const models = asked(fresh, fits);
  const before = scoreWinModels(seen.map(pointOf), ...asked(seen, fits));
  return scoreWinModels(points, ...models).map((score, i) => ({
    ...score,
    miscalibration: miscalibrationOf(points, models[0][i] as ScoredModel),
    brierWhereFitted: before[i]?.all.brier ?? Number.NaN,
  }));
}

const pointOf = ({ game, homeWon, play }: Moment): ScoredMoment => ({
  ...{ game, homeWon },
  part: play.quarter > 4 ? 'overtime' : `q${play.quarter}`,
});

/** Every variant's probabilities, and the benchmark among them. */
function asked(
  moments: readonly Moment[],
  fits: Readonly<Record<DriveKnowledge, DriveFit>>,
): readonly [readonly ScoredModel[], ScoredModel] {
  const models = variants(fits).map(
    ([name, probability]): ScoredModel => ({ name, probability: Float64Array.from(moments, probability) }),
  );
  return [models, models.find(({ name }) => name === BENCHMARK) as ScoredModel];
}
