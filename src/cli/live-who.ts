import { userInfo } from 'node:os';

/** Who acts at the command line, for the audit. */
export const whoActs = (): string => `${userInfo().username} at the command line`;
