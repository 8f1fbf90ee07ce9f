import { TouchlineError } from '../../engine/errors.js';
import {
  type Drive,
  type DriveFit,
  type DriveKnowledge,
  driveKnowledge,
} from '../../strategies/winprob/drive-points.js';
import { probitFit } from './probit-fit.js';

/** A moment of a game of gridiron that ended with a winner. */
export interface DrivePlay {
  readonly game: string;
  /** Of the home side, before the play. */
  readonly lead: number;
  /** Part of regulation that is left, 0..1. */
  readonly remaining: number;
  readonly drive: Drive | null;
  readonly homeWon: boolean;
}

/** What may enter beside the lead, in order: one column more for each step of knowledge. */
const COLUMNS: readonly ((play: DrivePlay) => number)[] = [
  ({ lead }) => lead,
  (play) => sideOf(play),
  (play) => (sideOf(play) * (50 - (play.drive?.yardsToGoal ?? 50))) / 50,
  (play) => sideOf(play) * ((play.drive?.down ?? 1) - 1),
];
const KNOWLEDGE: readonly DriveKnowledge[] = ['score', 'possession', 'field', 'down'];

const sideOf = ({ drive }: DrivePlay): number => (drive === null ? 0 : drive.possession === 'home' ? 1 : -1);

/**
 * Fits what the ball is worth by what is known of it: probit of the winner on `(lead + points) / √f`, one weight a
 * game, over the plays of which that much is known and that leave time.
 *
 * @throws DATA_NO_ROWS where the plays do not settle a fit.
 */
export function fitDrive(plays: readonly DrivePlay[]): Readonly<Record<DriveKnowledge, DriveFit>> {
  const fitOf = (knowledge: DriveKnowledge): DriveFit => {
    const least = KNOWLEDGE.indexOf(knowledge);
    const used = plays.filter(
      ({ remaining, drive }) => remaining > 0 && KNOWLEDGE.indexOf(driveKnowledge(drive)) >= least,
    );
    return fitted(used, COLUMNS.slice(0, least + 1));
  };
  return {
    score: fitOf('score'),
    possession: fitOf('possession'),
    field: fitOf('field'),
    down: fitOf('down'),
  };
}

function fitted(plays: readonly DrivePlay[], columns: readonly ((play: DrivePlay) => number)[]): DriveFit {
  const found = probitFit({
    columns: columns.map((column) =>
      Float64Array.from(plays, (play) => column(play) / Math.sqrt(play.remaining)),
    ),
    target: Uint8Array.from(plays, ({ homeWon }) => (homeWon ? 1 : 0)),
    weight: gameWeights(plays),
  });
  const [slope, ...points] = found ?? [];
  if (slope === undefined || !(slope > 0)) {
    throw new TouchlineError('DATA_NO_ROWS', `${plays.length} plays do not settle a fit`, {
      hint: 'wanted whole seasons, with both winners and both sides in possession',
    });
  }
  const [ball = 0, fiftyYards = 0, laterDown = 0] = points.map((value) => value / slope);
  return { deviation: 1 / slope, ball, fiftyYards, laterDown };
}

/** The weights of the plays of a game sum to 1. */
function gameWeights(plays: readonly DrivePlay[]): Float64Array {
  const counts = new Map<string, number>();
  for (const { game } of plays) counts.set(game, (counts.get(game) ?? 0) + 1);
  return Float64Array.from(plays, ({ game }) => 1 / (counts.get(game) as number));
}
