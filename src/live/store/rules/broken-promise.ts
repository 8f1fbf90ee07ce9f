import { TouchlineError } from '../../../engine/errors.js';

/** A row that the caller was promised is not there, or not what it was: a bug, or another account's row. */
export const unknownAccount = (account: string): TouchlineError =>
  new TouchlineError('LIVE_ACCOUNT_UNKNOWN', `there is no account ${JSON.stringify(account)}`, {
    where: { account },
    hint: '`touchline accounts list` prints those that there are',
  });

export const unknownIntent = (intent: string, account: string): TouchlineError =>
  new TouchlineError('LIVE_INTENT_UNKNOWN', 'the account has no such intent', { where: { intent, account } });

export const unknownSession = (session: string, account: string): TouchlineError =>
  new TouchlineError('LIVE_SESSION_UNKNOWN', 'the account has no such session', {
    where: { session, account },
  });

export const changedSession = (session: string): TouchlineError =>
  new TouchlineError('LIVE_SESSION_CHANGED', 'a session of this id was opened before with other content', {
    where: { session },
  });

export const changedIntent = (intent: string, other: string): TouchlineError =>
  new TouchlineError('LIVE_INTENT_CHANGED', 'another intent has the same order or venue order id', {
    where: { intent, other },
  });

export const journalGap = (session: string, expected: number, got: number): TouchlineError =>
  new TouchlineError('LIVE_JOURNAL_GAP', `the journal goes on at ${expected}, was given ${got}`, {
    where: { session, expected, got },
  });

export const journalChanged = (session: string, sequence: number): TouchlineError =>
  new TouchlineError('LIVE_JOURNAL_CHANGED', 'a line that is kept already was given with other content', {
    where: { session, sequence },
  });
