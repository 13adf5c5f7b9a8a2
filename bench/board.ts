import { createApp } from '../packages/server/src/app.ts'
import { selectPipelines } from '../packages/server/src/features/catalog/catalog.queries.ts'
import { createFirstCatalog } from '../packages/server/src/features/catalog/first-catalog.ts'
import { createOrg } from '../packages/server/src/features/identity/create-org.ts'
import { loadDeals, type DealHistory } from '../packages/server/src/features/pipeline/load-deals.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { openDb, type Db } from '../packages/server/src/platform/db.ts'
import { readEnv } from '../packages/server/src/platform/env.ts'
import { newId } from '../packages/server/src/platform/ids.ts'
import { openSession, sessionCookie } from '../packages/server/src/platform/session.ts'
import { withThrowawayDatabase } from '../tools/throwaway-database.ts'
import { spoken, time, type Bench } from './bench.ts'

const many = 10_000
const few = 100
const day = 86_400_000

/** An organisation with two pipelines of the same stages: one crowded, one nearly empty. */
async function arrange(db: Db) {
  const orgId = newId()
  const now = systemClock.now()
  return db.write(orgId, async (tx) => {
    const { userId, teamId } = await createOrg(tx, {
      orgId, slug: 'bench', name: '测量', timeZone: 'Asia/Shanghai', currency: 'CNY', isDemo: false,
      admin: { name: '管理员', email: 'bench@example.com', password: 'a long password', locale: 'zh-CN' },
    }, now.toISOString())
    const act = { orgId, actorId: userId, now: now.toISOString() }
    await createFirstCatalog(tx, act, 'zh', ['standard', 'saas_smb'])
    const [crowded, sparse] = await selectPipelines(tx, orgId)
    if (crowded === undefined || sparse === undefined) throw new Error('two pipelines expected')
    const deal = (pipelineId: string, stageIds: readonly string[], n: number): DealHistory => {
      const at = new Date(now.getTime() - (n % 300) * day - n * 1000).toISOString()
      return {
        id: newId(), title: `商机 ${n}`, accountId: null, leadId: null, nextStep: n % 3 === 0 ? '回电' : null, nextStepDue: null, tagIds: [], note: '',
        externalKey: null, importId: null, products: [], contacts: [], lastActivityAt: null,
        facts: [{
          type: 'deal.created', at, knownAt: at, imported: true,
          payload: {
            pipelineId, stageId: stageIds[n % stageIds.length] ?? '', amountMinor: ((n * 7919) % 900_000) * 100, currency: 'CNY', winProbability: null,
            expectedCloseOn: null, ownerId: userId, teamId, sourceId: null, number: 0, title: `商机 ${n}`, accountId: null, leadId: null, riskFrom: null, importId: null,
          },
        }],
      }
    }
    const fill = async (pipeline: typeof crowded, count: number) => {
      const stageIds = pipeline.stages.map((stage) => stage.id)
      await loadDeals(tx, act, Array.from({ length: count }, (_, n) => deal(pipeline.id, stageIds, n)))
      return { id: pipeline.id, stageIds }
    }
    return {
      orgId, crowded: await fill(crowded, many), sparse: await fill(sparse, few),
      cookie: `${sessionCookie}=${await openSession(tx, orgId, userId, now, 'bench')}`,
    }
  })
}

interface Page {
  items: { id: string }[]
  nextCursor: string | null
}

/** Board and list of a pipeline with 10,000 open deals, through the whole application, on the product's own database settings. */
export const board: Bench = {
  name: 'board',
  about: `board, list, search and moves with ${many.toLocaleString('en')} open deals in one pipeline; unit: GET /me, and the same board with ${few} deals`,
  run: (report) =>
    withThrowawayDatabase(async (logins) => {
      const db = openDb(logins.app)
      const began = performance.now()
      const { cookie, crowded, sparse } = await arrange(db)
      report(`${(many + few).toLocaleString('en')} deals with stays, versions and events loaded in ${((performance.now() - began) / 1000).toFixed(1)} s`)
      const admin = openDb(logins.admin)
      await admin.pool.query('analyze')
      await admin.close()
      const app = await createApp({ env: readEnv({ SLUICE_LOG: 'silent' }), db, appLogin: logins.app, clock: systemClock })
      try {
        const call = async <T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> => {
          const answer = await app.fastify.inject({
            method, url: `/api/v1${path}`, headers: { cookie, 'x-sluice-csrf': '1', ...(body !== undefined && { 'content-type': 'application/json' }) },
            ...(body !== undefined && { payload: JSON.stringify(body) }),
          })
          if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`)
          return answer.json<T>()
        }
        const unit = await time(100, () => call('GET', '/me'))
        report(`unit          GET /me                          ${spoken(unit)}`)
        const tell = async (name: string, work: (round: number) => Promise<unknown>, rounds = 50) =>
          report(`${name.padEnd(46)} ${spoken(await time(rounds, work), unit)}`)

        const [first = '', second = ''] = crowded.stageIds
        await tell(`board of ${few}, 30 cards a column`, () => call('GET', `/pipelines/${sparse.id}/board`))
        await tell(`board of ${many}, 30 cards a column`, () => call('GET', `/pipelines/${crowded.id}/board`))
        await tell(`board of ${many}, no next step`, () => call('GET', `/pipelines/${crowded.id}/board?quick=no_next_step`))
        await tell(`board of ${many}, amount > 500000`, () => call('GET', `/pipelines/${crowded.id}/board?where=${encodeURIComponent('amount > 500000')}`))
        await tell(`board of ${many}, by amount`, () => call('GET', `/pipelines/${crowded.id}/board?sort=amount`))

        let cursor: string | null = null
        await tell('column, next 50 cards by keyset', async () => {
          const page: Page = await call('GET', `/pipelines/${crowded.id}/board/${first}?limit=50${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
          cursor = page.nextCursor
        }, 40)
        await tell('list, first 50', () => call('GET', `/deals?pipeline=${crowded.id}&limit=50`))
        let listCursor: string | null = null
        await tell('list by amount, next 50 by keyset', async () => {
          const page: Page = await call('GET', `/deals?pipeline=${crowded.id}&limit=50&sort=amount${listCursor === null ? '' : `&cursor=${encodeURIComponent(listCursor)}`}`)
          listCursor = page.nextCursor
        })
        await tell('list, words typed', (round) => call('GET', `/deals?pipeline=${crowded.id}&q=${encodeURIComponent(`商机 ${4000 + round}`)}`))

        const cards: Page = await call('GET', `/pipelines/${crowded.id}/board/${first}?limit=100`)
        // Its gates are judged, and what they lack is written down as debts.
        await tell('move to the next stage, by override', (round) =>
          call('POST', `/deals/${cards.items[round + 10]?.id ?? ''}/move`, { stageId: second, fromStageId: first, override: { reason: '测量' } }), 80)
        await tell('what a gate asks', (round) => call('GET', `/deals/${cards.items[round + 10]?.id ?? ''}/gate?to=${second}`))
      } finally {
        await app.close()
        await db.close()
      }
    }, { durable: true }),
}
