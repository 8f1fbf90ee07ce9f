import { expect, it } from 'vitest';
import { testDatabase } from '../embedded/test-database.testing.js';
import { migrate, migrationNames } from './migrate.js';

it('smoke', async () => {
  const db = await testDatabase({ migrated: false });
  try {
    expect(await migrate(db.url)).toEqual(await migrationNames());
    const other = await testDatabase();
    await other.drop();
  } finally {
    await db.drop();
  }
});
