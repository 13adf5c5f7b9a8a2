/** `node tools/schema-snapshot.ts [--check]`: db/schema.sql, made from the migrations. */
import { openDb } from '../packages/server/src/platform/db.ts'
import { dumpSchema } from '../packages/server/src/platform/schema-dump.ts'
import { keepSnapshot } from './snapshot.ts'
import { withThrowawayDatabase } from './throwaway-database.ts'

const schema = await withThrowawayDatabase(async ({ admin }) => {
  const db = openDb(admin)
  const client = await db.pool.connect()
  try {
    return await dumpSchema(client)
  } finally {
    client.release()
    await db.close()
  }
})
keepSnapshot('db/schema.sql', schema, 'tools/schema-snapshot.ts')
