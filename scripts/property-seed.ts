// Property tests draw the same examples in every run, so that a red run can be repeated.
// Other examples: TOUCHLINE_PROPERTY_SEED=$RANDOM npm test
import { configureGlobal } from 'fast-check';

configureGlobal({ seed: Number(process.env['TOUCHLINE_PROPERTY_SEED'] ?? 20_261_123) });
