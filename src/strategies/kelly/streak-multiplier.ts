import { TouchlineError } from '../../engine/errors.js';

/**
 * What losses in a row leave of a stake: `max(floor, 1 - reduction x losses)`. `reduction` is a part, 0.1 for
 * 10 %. @throws CONFIG_LOSS_STREAK unless `reduction` is in [0, 1) and `floor` in [0, 1].
 */
export function streakMultiplier(losses: number, reduction: number, floor: number): number {
  if (!(reduction >= 0 && reduction < 1)) {
    throw new TouchlineError('CONFIG_LOSS_STREAK', 'the cut for a loss is a part of the stake', {
      where: { field: 'lossStreakReduction', value: reduction },
      hint: 'write 0.1 for 10 %: 0 or more, below 1',
    });
  }
  if (!(floor >= 0 && floor <= 1)) {
    throw new TouchlineError('CONFIG_LOSS_STREAK', 'the floor of the cuts is a part of the stake', {
      where: { field: 'lossStreakFloor', value: floor },
      hint: 'write 0.1 for 10 %: 0 to 1',
    });
  }
  return Math.max(floor, 1 - reduction * losses);
}
