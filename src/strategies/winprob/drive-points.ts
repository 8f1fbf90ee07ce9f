import { assert } from '../../engine/assert.js';
import type { GameState } from '../../engine/events.js';

/** Who has the ball in gridiron, and where. */
export interface Drive {
  readonly possession: 'home' | 'away';
  /** Yards to the goal that this side attacks, 0..100; `null` = not known. */
  readonly yardsToGoal: number | null;
  /** 1..4; `null` = not known, or between plays. */
  readonly down: number | null;
}

/** What is known of a drive; each name includes those before it. */
export type DriveKnowledge = 'score' | 'possession' | 'field' | 'down';

/** What the ball is worth in points, and the deviation of a game's margin where no spread is known. */
export interface DriveFit {
  /** Points, as of the margin of a whole game. */
  readonly deviation: number;
  /** Points of the side with the ball at midfield on first down. */
  readonly ball: number;
  /** Points of fifty yards nearer to the goal. */
  readonly fiftyYards: number;
  /** Points of each down after the first. */
  readonly laterDown: number;
}

/**
 * Fits by what is known, each for itself: probit of the winner on `(lead + points) / √f`, one weight a game, regulation
 * plays of the NFL seasons 2020 and 2021 (nflverse, CC BY 4.0). `touchline winprob score` fits them again.
 */
export const NFL_DRIVE_FITS: Readonly<Record<DriveKnowledge, DriveFit>> = {
  score: { deviation: 19.04, ball: 0, fiftyYards: 0, laterDown: 0 },
  possession: { deviation: 17.4, ball: 1.89, fiftyYards: 0, laterDown: 0 },
  field: { deviation: 17.02, ball: 1.66, fiftyYards: 2.6, laterDown: 0 },
  down: { deviation: 16.79, ball: 2.31, fiftyYards: 2.96, laterDown: -0.63 },
};

/** How much is known of a drive; a down without its place counts as the ball alone. */
export function driveKnowledge(drive: Drive | null): DriveKnowledge {
  if (drive === null) return 'score';
  if (drive.yardsToGoal === null) return 'possession';
  return drive.down === null ? 'field' : 'down';
}

/** Points that a drive is worth to the home side, by the fit for what is known of it. 0 without one. */
export function drivePoints(
  drive: Drive | null,
  fits: Readonly<Record<DriveKnowledge, DriveFit>> = NFL_DRIVE_FITS,
): number {
  if (drive === null) return 0;
  const { possession, yardsToGoal, down } = drive;
  assert(
    yardsToGoal === null || (yardsToGoal >= 0 && yardsToGoal <= 100),
    `a field has 100 yards, was ${yardsToGoal}`,
  );
  assert(down === null || (down >= 1 && down <= 4), `a down is 1 to 4, was ${down}`);
  const { ball, fiftyYards, laterDown } = fits[driveKnowledge(drive)];
  const points = ball + (fiftyYards * (50 - (yardsToGoal ?? 50))) / 50 + laterDown * ((down ?? 1) - 1);
  return possession === 'home' ? points : -points;
}

/**
 * Deviation of the margin of a league where no spread is known, by what is known of the drive; `null` = no fit is
 * known of the league.
 */
export const deviationWithoutSpread = (league: string, drive: Drive | null): number | null =>
  league.toLowerCase() === 'nfl' ? NFL_DRIVE_FITS[driveKnowledge(drive)].deviation : null;

/** The drive of a state; `null` = nobody is known to have the ball. */
export function driveOf({ possession, situation }: GameState): Drive | null {
  if (possession === null) return null;
  const place = situation?.kind === 'drive' ? situation : null;
  return { possession, yardsToGoal: place?.yardsToGoal ?? null, down: place?.down ?? null };
}
