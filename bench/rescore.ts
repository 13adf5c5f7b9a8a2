import { countEvents } from '../packages/core/src/scoring/behaviour.ts'
import { eventsOfDays } from '../packages/core/src/scoring/behaviour-days.ts'
import { defaultScoreRules } from '../packages/core/src/scoring/default-rules.ts'
import { scoreAt } from '../packages/core/src/scoring/score.ts'
import { createFirstCatalog } from '../packages/server/src/features/catalog/first-catalog.ts'
import { createOrg } from '../packages/server/src/features/identity/create-org.ts'
import { putInForce } from '../packages/server/src/features/scoring/change-rules.ts'
import { fadingTask } from '../packages/server/src/features/scoring/fading-task.ts'
import { readInForce } from '../packages/server/src/features/scoring/in-force.ts'
import { beginRescore, rescoreBatch } from '../packages/server/src/features/scoring/rescore.ts'
import { selectBehaviour, selectScoredLeads } from '../packages/server/src/features/scoring/scored-leads.queries.ts'
import { openDb, type Db } from '../packages/server/src/platform/db.ts'
import { newId } from '../packages/server/src/platform/ids.ts'
import { withThrowawayDatabase } from '../tools/throwaway-database.ts'
import type { Bench } from './bench.ts'

/** `LEADS=20000 npm run bench -- rescore` for a machine with less time. */
const many = Number(process.env.LEADS ?? 100_000)
const daysEach = 10

export const rescore: Bench = {
  name: 'rescore',
  about: `${many.toLocaleString('en')} leads with ${daysEach} days of behaviour each, scored anew after a change of the rules: the whole job against its arithmetic alone; aim: 100,000 in 30 s`,
  run: (report) => withThrowawayDatabase(async ({ admin, app }) => {
    const db = openDb(app, { max: 4 })
    const owner = openDb(admin, { max: 1 })
    try {
      const orgId = await arrange(db, owner, report)
      const now = new Date()
      const act = { orgId, actorId: null, now: now.toISOString() }
      const jobs = { send: () => Promise.resolve() }
      for (const [what, points] of [['first scores', 1], ['scored anew: a rule of behaviour gives other points', 3], ['scored anew: nothing comes out differently', 3]] as const) {
        const id = await db.write(orgId, async (tx) => {
          await putInForce(tx, act, { ...defaultScoreRules, behaviour: defaultScoreRules.behaviour.map((rule) => (rule.event === 'page_view' ? { ...rule, points } : rule)) }, '')
          return beginRescore(tx, act, jobs, 'rules')
        })
        const began = performance.now()
        let longest = 0
        for (let more = true; more; ) {
          const start = performance.now()
          more = await rescoreBatch(db, orgId, id, now)
          longest = Math.max(longest, performance.now() - start)
        }
        const whole = performance.now() - began
        const alone = await arithmetic(db, orgId, now)
        report(`${what}: ${(whole / 1000).toFixed(1)} s, ${(whole / alone).toFixed(1)} × the arithmetic alone (${(alone / 1000).toFixed(1)} s); longest batch of 2,000: ${longest.toFixed(0)} ms; ${Math.round(many / (whole / 1000)).toLocaleString('en')} leads a second`)
      }
      const later = new Date(now.getTime() + 86_400_000)
      const began = performance.now()
      await fadingTask.run(db, orgId, later)
      report(`a day later, what has faded: ${((performance.now() - began) / 1000).toFixed(1)} s`)
    } finally {
      await owner.close()
      await db.close()
    }
  }),
}

async function arrange(db: Db, owner: Db, report: (line: string) => void): Promise<string> {
  const orgId = newId()
  const now = new Date().toISOString()
  await db.write(orgId, async (tx) => {
    const { userId } = await createOrg(tx, {
      orgId, slug: 'bench', name: '测量', timeZone: 'Asia/Shanghai', currency: 'CNY', isDemo: false,
      admin: { name: '管理员', email: 'bench@example.com', password: 'a long password', locale: 'zh-CN' },
    }, now)
    await createFirstCatalog(tx, { orgId, actorId: userId, now }, 'zh', ['standard'])
  })
  const client = await owner.pool.connect()
  const began = performance.now()
  // Checking foreign keys row by row is not what is measured here.
  await client.query('set session_replication_role = replica')
  await client.query('select setseed(0.42)')
  await client.query(
    `insert into lead (org_id, id, number, name, company, title, phone, status, status_at, created_at, search)
     select $1, gen_random_uuid(), n, '线索' || n, case when random() < 0.8 then '公司' || n end, (array['总经理', '采购经理', '工程师', '总监', null])[1 + n % 5],
       case when random() < 0.7 then '13912345678' end, (array['new', 'working', 'nurturing'])[1 + n % 3], now(), now() - random() * interval '300 days', array['线索' || n, 'l' || n, '139' || n]
     from generate_series(1, ${many}) as n`, [orgId])
  await client.query(
    `insert into lead_behaviour_day (org_id, lead_id, day, kind, subject, n, last_at)
     select $1, l.id, current_date - floor(random() * 60)::int, (array['page_view', 'page_view', 'page_view', 'document_view', 'download', 'form_submit', 'mail_open', 'mail_click', 'pricing_view'])[1 + floor(random() * 9)::int],
       'www.example.cn/' || g, 1 + floor(random() * 3)::int, now() from lead l cross join generate_series(1, ${daysEach}) as g where l.org_id = $1
     on conflict do nothing`, [orgId])
  await client.query('vacuum analyze')
  client.release()
  report(`loaded in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  return orgId
}

/** The same scores, counted in memory: milliseconds without reading and writing. */
async function arithmetic(db: Db, orgId: string, now: Date): Promise<number> {
  return db.read(orgId, async (tx) => {
    const ready = await readInForce(tx, orgId, now)
    if (ready === null) throw new Error('nothing is in force')
    const ids = (await tx.selectFrom('lead').select('id').where('org_id', '=', orgId).limit(10_000).execute()).map(({ id }) => id)
    const leads = await selectScoredLeads(tx, orgId, ids, false)
    const behaviour = await selectBehaviour(tx, orgId, ids, ready.today)
    const began = performance.now()
    for (const lead of leads) scoreAt(ready.scoring, lead, countEvents(eventsOfDays(behaviour.get(lead.id) ?? [], ready.startOf), ready.scoring), ready.at)
    return ((performance.now() - began) * many) / leads.length
  })
}
