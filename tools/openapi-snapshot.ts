/** `node tools/openapi-snapshot.ts [--check]`: docs/openapi.json, what the running application answers. */
import { createApp } from '../packages/server/src/app.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { openDb } from '../packages/server/src/platform/db.ts'
import { readEnv } from '../packages/server/src/platform/env.ts'
import { keepSnapshot } from './snapshot.ts'
import { withThrowawayDatabase } from './throwaway-database.ts'

const document = await withThrowawayDatabase(async (logins) => {
  const db = openDb(logins.app)
  try {
    const app = await createApp({ env: readEnv({ SLUICE_LOG: 'silent' }), db, appLogin: logins.app, clock: systemClock })
    try {
      const answer = await app.fastify.inject({ method: 'GET', url: '/api/v1/openapi.json' })
      if (answer.statusCode !== 200) throw new Error(`openapi.json answered ${answer.statusCode}: ${answer.body}`)
      return answer.json<unknown>()
    } finally {
      await app.close()
    }
  } finally {
    await db.close()
  }
})
keepSnapshot('docs/openapi.json', `${JSON.stringify(document, null, 2)}\n`, 'tools/openapi-snapshot.ts')
