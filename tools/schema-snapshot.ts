/**
 * `node tools/schema-snapshot.ts` writes db/schema.sql from the migrations; with `--check` it writes nothing and
 * fails when the file is stale. Uses a throwaway server of its own.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { startEmbedded } from '../packages/server/src/platform/postgres/embedded.ts'
import { silentLog } from '../packages/server/src/platform/postgres/log.ts'
import { dumpSchema } from '../packages/server/src/platform/schema-dump.ts'

const SNAPSHOT = fileURLToPath(new URL('../db/schema.sql', import.meta.url))

async function currentSchema(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sluice-snapshot-'))
  try {
    const database = await startEmbedded({ dataDir, log: silentLog, throwaway: true })
    try {
      await migrate({ admin: database.admin })
      const client = new pg.Client(database.admin)
      await client.connect()
      return await dumpSchema(client).finally(() => client.end())
    } finally {
      await database.stop()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function storedSchema(): string {
  try {
    return readFileSync(SNAPSHOT, 'utf8').replaceAll('\r\n', '\n')
  } catch {
    return ''
  }
}

const schema = await currentSchema()
if (!process.argv.includes('--check')) {
  writeFileSync(SNAPSHOT, schema)
} else if (schema !== storedSchema()) {
  process.stderr.write('db/schema.sql is stale: run `node tools/schema-snapshot.ts` and commit the result.\n')
  process.exitCode = 1
}
