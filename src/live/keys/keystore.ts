import { TouchlineError } from '../../engine/errors.js';
import type { Clock } from '../ports/clock.js';
import type { Entropy } from '../ports/entropy.js';
import {
  EMPTY_KEYSTORE,
  type KeystoreContent,
  readKeystoreFile,
  writeKeystoreFile,
} from './keystore-file.js';
import { type LegacyRecord, openLegacyRecord } from './legacy-record.js';
import {
  type KeyLabel,
  type KeyPurpose,
  openRecord,
  rewrapRecord,
  type SealedRecord,
  sealRecord,
} from './sealed-record.js';
import { Secret } from './secret.js';

type KeyRecord = KeystoreContent['records'][number];

/** A key as it may be shown: without its content. */
export interface ListedKey extends KeyLabel {
  readonly version: 0 | 1 | 2;
}

export interface KeystoreOptions {
  readonly file: string;
  readonly entropy: Entropy;
  readonly clock: Pick<Clock, 'now'>;
}

const isSealed = (record: KeyRecord): record is SealedRecord => record.v === 2;

/**
 * A file of sealed keys. Every change writes the file anew and whole, so a kill at any instant leaves the old keys
 * or the new ones, never neither.
 */
export class Keystore {
  readonly #options: KeystoreOptions;

  constructor(options: KeystoreOptions) {
    this.#options = options;
  }

  async list(): Promise<readonly ListedKey[]> {
    const { records } = await this.#read();
    return records.map(({ v, kid, purpose, account, created }) => ({
      version: v,
      kid,
      purpose,
      account,
      created,
    }));
  }

  /** @throws LIVE_KEY_EXISTS when the account has a key for that purpose. */
  async add(
    key: { readonly purpose: KeyPurpose; readonly account: string; readonly secret: Secret },
    passphrase: Secret,
  ): Promise<KeyLabel> {
    const content = await this.#read();
    const { purpose, account, secret } = key;
    if (find(content, purpose, account) !== undefined) {
      throw keyExists(key);
    }
    await this.#checkPassphrase(content, passphrase);
    const { entropy, clock } = this.#options;
    const kid = Buffer.from(entropy.bytes(8)).toString('hex');
    const label = { kid, purpose, account, created: clock.now() };
    const record = await sealRecord(Buffer.from(secret.reveal(), 'utf8'), label, { passphrase, entropy });
    await this.#write({ ...content, records: [...content.records, record] });
    return label;
  }

  /**
   * Opens a key. One of an old form is sealed anew at once, and counted.
   *
   * @throws LIVE_KEY_MISSING, LIVE_KEY_PASSPHRASE, LIVE_KEY_OLD for a form below the least version that is read.
   */
  async open(purpose: KeyPurpose, account: string, passphrase: Secret): Promise<Secret> {
    const content = await this.#read();
    const record = find(content, purpose, account);
    if (record === undefined) {
      throw new TouchlineError('LIVE_KEY_MISSING', 'the account has no such key', {
        where: { account, purpose },
        hint: '`touchline keys add` puts one in',
      });
    }
    if (record.v < content.minVersion) {
      throw new TouchlineError('LIVE_KEY_OLD', `keys of form ${record.v} are not read any more`, {
        where: { account, purpose, least: content.minVersion },
      });
    }
    const bytes = await openAny(record, passphrase);
    if (bytes === null) throw wrongPassphrase(record);
    if (!isSealed(record)) await this.#renew(content, [record], passphrase);
    return new Secret(bytes.toString('utf8'));
  }

  /**
   * Puts all keys under another passphrase and into the newest form; no older form is read afterwards.
   * Returns how many there are. @throws LIVE_KEY_PASSPHRASE when one does not open: then nothing changes.
   */
  async rotate(passphrase: Secret, next: Secret): Promise<number> {
    const content = await this.#read();
    const { entropy } = this.#options;
    const renewed: SealedRecord[] = [];
    for (const record of content.records) {
      const made = isSealed(record)
        ? await rewrapRecord(record, passphrase, { passphrase: next, entropy })
        : await this.#sealAnew(record, passphrase, next);
      if (made === null) throw wrongPassphrase(record);
      renewed.push(made);
    }
    await this.#write({ ...content, minVersion: 2, records: renewed });
    return renewed.length;
  }

  /** Takes in a record of an old form as it is; it is sealed anew when it is first opened. */
  async importLegacy(record: LegacyRecord): Promise<void> {
    const content = await this.#read();
    if (find(content, record.purpose, record.account) !== undefined) throw keyExists(record);
    await this.#write({ ...content, records: [...content.records, record] });
  }

  /** How often a key of an old form was read, ever. */
  async legacyReads(): Promise<number> {
    return (await this.#read()).legacyReads;
  }

  async #sealAnew(record: LegacyRecord, passphrase: Secret, next: Secret): Promise<SealedRecord | null> {
    const bytes = await openLegacyRecord(record, passphrase);
    if (bytes === null) return null;
    const { kid, purpose, account, created } = record;
    return sealRecord(
      bytes,
      { kid, purpose, account, created },
      { passphrase: next, entropy: this.#options.entropy },
    );
  }

  async #renew(content: KeystoreContent, old: readonly LegacyRecord[], passphrase: Secret): Promise<void> {
    const records: KeyRecord[] = [];
    for (const record of content.records) {
      const stale = old.find(({ kid }) => kid === record.kid);
      records.push(
        stale === undefined ? record : ((await this.#sealAnew(stale, passphrase, passphrase)) ?? record),
      );
    }
    await this.#write({ ...content, legacyReads: content.legacyReads + old.length, records });
  }

  /** All keys of a file stand under one passphrase: a new one is not put in under a slip of the finger. */
  async #checkPassphrase({ records }: KeystoreContent, passphrase: Secret): Promise<void> {
    const [first] = records;
    if (first !== undefined && (await openAny(first, passphrase)) === null) throw wrongPassphrase(first);
  }

  async #read(): Promise<KeystoreContent> {
    return (await readKeystoreFile(this.#options.file)) ?? EMPTY_KEYSTORE;
  }

  #write(content: KeystoreContent): Promise<void> {
    return writeKeystoreFile(this.#options.file, content);
  }
}

const find = ({ records }: KeystoreContent, purpose: KeyPurpose, account: string): KeyRecord | undefined =>
  records.find((record) => record.purpose === purpose && record.account === account);

const openAny = (record: KeyRecord, passphrase: Secret): Promise<Buffer | null> =>
  isSealed(record) ? openRecord(record, passphrase) : openLegacyRecord(record, passphrase);

const keyExists = ({ account, purpose }: Pick<KeyLabel, 'account' | 'purpose'>): TouchlineError =>
  new TouchlineError('LIVE_KEY_EXISTS', 'the account has a key for that already', {
    where: { account, purpose },
    hint: 'use another account name: keys are never written over',
  });

const wrongPassphrase = ({ account, purpose }: KeyLabel): TouchlineError =>
  new TouchlineError('LIVE_KEY_PASSPHRASE', 'the passphrase does not open the key', {
    where: { account, purpose },
  });
