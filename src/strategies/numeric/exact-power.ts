import { exactExp, exactLog } from '../../engine/exact-math.js';

/** `base^exponent` for a base above 0, the same bits everywhere; the error grows with |exponent ln base|. */
export const exactPower = (base: number, exponent: number): number => exactExp(exponent * exactLog(base));
