import { Command, Option } from 'commander';
import { wholeNumberIn } from './option-values.js';
import { withExamples } from './with-examples.js';

const withKeystore = (command: Command): Command =>
  command
    .option('--folder <dir>', 'where touchline keeps its keystore', '.touchline')
    .addOption(
      new Option('--passphrase-file <file>', 'its first line is the passphrase; mode 600').env(
        'TOUCHLINE_PASSPHRASE_FILE',
      ),
    )
    .option('--passphrase-fd <n>', 'open descriptor to read the passphrase from', wholeNumberIn({ from: 0 }));

/** `touchline keys`: what signs, sealed. */
export function keysCommand(): Command {
  return new Command('keys')
    .description('private keys of accounts that trade with money, sealed in a file')
    .addCommand(addCommand())
    .addCommand(apiCommand())
    .addCommand(importCommand())
    .addCommand(listCommand())
    .addCommand(rotateCommand())
    .addCommand(signerCommand());
}

const addCommand = (): Command =>
  withExamples(
    withKeystore(new Command('add'))
      .description('seal the private key of an account; it is asked for, never an argument')
      .requiredOption('--account <name>', 'whose key it is')
      .option('--secret-file <file>', 'its first line is the key, 0x and 64 hex digits; mode 600')
      .option('--secret-fd <n>', 'open descriptor to read the key from', wholeNumberIn({ from: 0 }))
      .option('--json', 'print what was kept as JSON'),
    'keys add --account main',
    'keys add --account main --secret-fd 3 --passphrase-fd 4 3< key.txt 4< pass.txt',
  ).action(async (options) => (await import('./keys-run.js')).runKeysAdd(options));

const apiCommand = (): Command =>
  withExamples(
    withKeystore(new Command('api'))
      .description('ask the venue for the API credentials of a key, and seal them beside it')
      .requiredOption('--account <name>', 'whose key proves the wallet')
      .option('--url <url>', 'where the venue answers instead of its public hosts'),
    'keys api --account main',
  ).action(async (options) => (await import('./keys-run.js')).runKeysApi(options));

const importCommand = (): Command =>
  withExamples(
    new Command('import')
      .description('take in a private key that an older system kept as a Fernet token')
      .requiredOption('--account <name>', 'whose key it is')
      .requiredOption('--token-file <file>', 'its first line is the token; mode 600')
      .addOption(
        new Option(
          '--iterations <n>',
          'rounds of PBKDF2-SHA256; 0 = the key is the SHA-256 of the passphrase',
        )
          .choices(['480000', '600000', '0'])
          .default('480000'),
      )
      .option('--salt <hex>', 'salt of PBKDF2')
      .option('--folder <dir>', 'where touchline keeps its keystore', '.touchline'),
    'keys import --account main --token-file token.txt --salt 000102030405060708090a0b0c0d0e0f',
  ).action(async (options) => (await import('./keys-run.js')).runKeysImport(options));

const listCommand = (): Command =>
  withExamples(
    new Command('list')
      .description('list the keys of the keystore; nothing secret is read')
      .option('--folder <dir>', 'where touchline keeps its keystore', '.touchline')
      .option('--json', 'print the list as JSON'),
    'keys list',
    'keys list --json | jq ".[].account"',
  ).action(async (options) => (await import('./keys-run.js')).runKeysList(options));

const rotateCommand = (): Command =>
  withExamples(
    withKeystore(new Command('rotate'))
      .description('put all keys under another passphrase, and read no older form any more')
      .option('--new-passphrase-file <file>', 'its first line is the new passphrase; mode 600')
      .option(
        '--new-passphrase-fd <n>',
        'open descriptor to read the new passphrase from',
        wholeNumberIn({ from: 0 }),
      ),
    'keys rotate',
  ).action(async (options) => (await import('./keys-run.js')).runKeysRotate(options));

/** What `live start --live` starts beside itself. */
const signerCommand = (): Command =>
  withExamples(
    new Command('signer')
      .description(
        'hold a key and sign orders of its account over a socket; `live start --live` starts one by itself',
      )
      .requiredOption('--account <name>', 'whose key it holds')
      .requiredOption('--signer <address>', 'address of the key')
      .requiredOption('--funder <address>', 'wallet that holds the money')
      .requiredOption(
        '--signature-type <n>',
        '0 plain key, 1 proxy, 2 safe, 3 deposit wallet',
        wholeNumberIn({ from: 0 }),
      )
      .option('--folder <dir>', 'where touchline keeps its keystore', '.touchline')
      .option(
        '--passphrase-fd <n>',
        'open descriptor to read the passphrase from',
        wholeNumberIn({ from: 0 }),
      )
      .option('--until-stdin-ends', 'end when standard input does: when whoever started it is gone'),
    'keys signer --account main --signer 0x… --funder 0x… --signature-type 0 --passphrase-fd 3 3< pass.txt',
  ).action(async (options) => (await import('./keys-run.js')).runKeysSigner(options));
