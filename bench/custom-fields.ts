import { dealSort } from '../packages/core/src/pipeline/contract.ts'
import { createFirstCatalog } from '../packages/server/src/features/catalog/first-catalog.ts'
import { createField } from '../packages/server/src/features/fields/save-field.ts'
import { createOrg } from '../packages/server/src/features/identity/create-org.ts'
import { changeDeal } from '../packages/server/src/features/pipeline/change-deal.ts'
import { createDeal } from '../packages/server/src/features/pipeline/create-deal.ts'
import { dealWhere } from '../packages/server/src/features/pipeline/deal-filter.ts'
import { listKeyset } from '../packages/server/src/features/pipeline/list-deals.ts'
import { selectDeals, selectDealTotals } from '../packages/server/src/features/pipeline/pipeline.queries.ts'
import type { Asker } from '../packages/server/src/platform/condition-filter.ts'
import { openDb, type Db, type Reader } from '../packages/server/src/platform/db.ts'
import { newId } from '../packages/server/src/platform/ids.ts'
import type { Login } from '../packages/server/src/platform/postgres/embedded.ts'
import { withThrowawayDatabase } from '../tools/throwaway-database.ts'
import { spoken, time, type Bench } from './bench.ts'

/** `DEALS=300000 npm run bench -- custom` for a machine with less time. */
const many = Number(process.env.DEALS ?? 1_000_000)
const grades = ['s', 'a', 'b', 'c', 'd']

interface Arranged {
  asker: Asker
  fields: { budget: string; grade: string; plain: string[] }
}

/** An organisation with a number, a select and eight more fields on deals. */
async function arrange(db: Db): Promise<Arranged> {
  const orgId = newId()
  const now = new Date()
  return db.write(orgId, async (tx) => {
    const { userId, teamId } = await createOrg(tx, {
      orgId, slug: 'bench', name: '测量', timeZone: 'Asia/Shanghai', currency: 'CNY', isDemo: false,
      admin: { name: '管理员', email: 'bench@example.com', password: 'a long password', locale: 'zh-CN' },
    }, now.toISOString())
    const act = { orgId, actorId: userId, now: now.toISOString() }
    await createFirstCatalog(tx, act, 'zh', ['standard'])
    const budget = await createField(tx, act, { object: 'deal', key: 'budget', label: '预算', type: 'money', settings: {} })
    const grade = await createField(tx, act, {
      object: 'deal', key: 'grade', label: '级别', type: 'select',
      settings: { options: grades.map((value) => ({ value, label: value, color: null, when: [], isArchived: false })) },
    })
    const plain: string[] = []
    for (let n = 0; n < 8; n += 1) plain.push(await createField(tx, act, { object: 'deal', key: `plain_${n}`, label: `其他 ${n}`, type: 'text', settings: {} }))
    return { asker: { viewer: { orgId, userId, role: 'admin' as const, teamId, teamIds: [teamId] }, timeZone: 'Asia/Shanghai', now }, fields: { budget, grade, plain } }
  })
}

/** Deals of one pipeline with the same figure in a column of their own and in a custom field, set-based. */
async function fill(login: Login, { asker: { viewer }, fields }: Arranged, report: (line: string) => void): Promise<void> {
  const admin = openDb(login, { max: 1 })
  const client = await admin.pool.connect()
  const began = performance.now()
  // Checking foreign keys row by row is not what is measured here.
  await client.query('set session_replication_role = replica')
  await client.query('select setseed(0.42)')
  await client.query(
    `insert into deal (org_id, id, number, title, pipeline_id, stage_id, amount_minor, currency, owner_id, team_id, rank, stage_entered_at, created_at, custom)
     select $1, gen_random_uuid(), 1000000 + n, '商机 ' || n, s.pipeline_id, s.id, amount, 'CNY', $2, $3, 'i' || n, now() - n * interval '1 second', now() - n * interval '1 second',
       jsonb_build_object('budget', amount, 'grade', ($4::text[])[1 + n % 5])
     from (select n, floor(random() * 1000000000)::bigint as amount from generate_series(1, ${many}) as n) g
     join lateral (select id, pipeline_id from stage where org_id = $1 order by position offset g.n % 5 limit 1) s on true`,
    [viewer.orgId, viewer.userId, viewer.teamId, grades],
  )
  report(`${many.toLocaleString('en')} deals loaded in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  await client.query(`insert into custom_value (org_id, field_id, record_id, number_value) select org_id, $2, id, amount_minor from deal where org_id = $1`, [viewer.orgId, fields.budget])
  await client.query(`insert into custom_value (org_id, field_id, record_id, text_value) select org_id, $2, id, custom ->> 'grade' from deal where org_id = $1`, [viewer.orgId, fields.grade])
  // What was refused: the same out of jsonb, with an index on the expression.
  await client.query(`create index bench_jsonb on deal (org_id, ((custom ->> 'budget')::numeric))`)
  await client.query('vacuum analyze')
  const { rows } = await client.query<{ deals: string; rows: string; indexes: string }>(
    `select pg_size_pretty(pg_table_size('deal')) as deals, pg_size_pretty(pg_table_size('custom_value')) as rows, pg_size_pretty(pg_indexes_size('custom_value')) as indexes`)
  report(`two values each, and all analysed, after ${((performance.now() - began) / 1000).toFixed(0)} s; deal ${rows[0]?.deals}, custom_value ${rows[0]?.rows} and ${rows[0]?.indexes} of indexes`)
  client.release()
  await admin.close()
}

/** A statement as the application's role, in a transaction of the organisation. */
async function ask(db: Db, orgId: string, text: string, values: readonly unknown[]): Promise<unknown[]> {
  const client = await db.pool.connect()
  try {
    await client.query('begin read only')
    await client.query(`set local app.org = '${orgId}'`)
    const { rows } = await client.query<Record<string, unknown>>(text, [...values])
    await client.query('commit')
    return rows
  } finally {
    client.release()
  }
}

/** Filter, sort and grouped sum on a custom field of all deals, each beside the same on a built-in column; as the application's role, under row-level security. */
export const customFields: Bench = {
  name: 'custom',
  about: `filter, sort, grouped sum and write with custom fields on ${many.toLocaleString('en')} deals; unit: the same on a built-in column`,
  run: (report) =>
    withThrowawayDatabase(async (logins) => {
      const db = openDb(logins.app)
      try {
        const arranged = await arrange(db)
        const { asker, fields } = arranged
        const { orgId } = asker.viewer
        await fill(logins.admin, arranged, report)
        const read = <T>(work: (tx: Reader) => Promise<T>) => db.read(orgId, work)
        const compare = async (name: string, rounds: number, unit: (round: number) => Promise<unknown>, works: Record<string, (round: number) => Promise<unknown>>) => {
          const base = await time(rounds, unit)
          report(`${name}`)
          report(`  unit: built-in column                    ${spoken(base)}`)
          for (const [what, work] of Object.entries(works)) report(`  ${what.padEnd(40)} ${spoken(await time(rounds, work), base)}`)
        }
        const totals = (where: string) => read(async (tx) => selectDealTotals(tx, await dealWhere(tx, asker, { where }), 'CNY'))
        const jsonb = (bound: number) =>
          ask(db, orgId, `select count(*), sum(amount_minor) from deal d where d.org_id = $1 and (d.custom ->> 'budget')::numeric >= $2::numeric`, [orgId, bound])
        // A different bound each time, all of the same selectivity within a thousandth.
        const top = (share: number, round: number) => Math.round(1_000_000_000 * (1 - share)) + round
        const yuan = (minor: number) => (minor / 100).toFixed(2)
        for (const share of [0.001, 0.1]) {
          await compare(`count and amount of the ${share * 100} % with the greatest figure`, 10, (round) => totals(`amount >= ${yuan(top(share, round))}`), {
            'custom field': (round) => totals(`c_budget >= ${yuan(top(share, round))}`),
            'custom field, negated': (round) => totals(`not (c_budget < ${yuan(top(share, round))})`),
            'jsonb with an index on the expression': (round) => jsonb(top(share, round)),
          })
        }
        const page = (sort: string, where?: string) => read(async (tx) => {
          const builtIn = dealSort.safeParse(sort)
          const keyset = await listKeyset(tx, asker, { sort: builtIn.success ? builtIn.data : `c_${sort}`, direction: 'desc' })
          return selectDeals(tx, asker.viewer, await dealWhere(tx, asker, { where }), keyset, undefined, 50)
        })
        await compare('first 50 of the list, sorted', 10, () => page('created'), {
          'by a built-in column without an index': () => page('amount'),
          'by a custom amount': () => page('budget'), 'by a custom select': () => page('grade'),
        })
        await compare('first 50 of the list by creation, 10 % pass', 10, (round) => page('created', `amount >= ${yuan(top(0.1, round))}`), {
          'filtered by a custom amount': (round) => page('created', `c_budget >= ${yuan(top(0.1, round))}`),
          'filtered by a custom select': () => page('created', 'c_grade is s'),
        })
        await compare('sum of a figure, grouped', 10, () => ask(db, orgId, 'select stage_id, sum(amount_minor) from deal where org_id = $1 group by 1', [orgId]), {
          'built-in figure by custom select': () => ask(db, orgId, `
            select g.text_value, sum(d.amount_minor) from deal d join custom_value g on g.org_id = d.org_id and g.record_id = d.id
            where d.org_id = $1 and g.field_id = $2 group by 1`, [orgId, fields.grade]),
          'custom figure by custom select': () => ask(db, orgId, `
            select g.text_value, sum(b.number_value) from deal d join custom_value g on g.org_id = d.org_id and g.record_id = d.id
            join custom_value b on b.org_id = d.org_id and b.record_id = d.id
            where d.org_id = $1 and g.field_id = $2 and b.field_id = $3 group by 1`, [orgId, fields.grade, fields.budget]),
          'the same out of jsonb': () => ask(db, orgId, `select custom ->> 'grade', sum((custom ->> 'budget')::numeric) from deal where org_id = $1 group by 1`, [orgId]),
        })
        const act = { orgId, actorId: asker.viewer.userId, now: asker.now.toISOString() }
        // Deals with stays and versions, which those loaded above have not.
        const ids = await db.write(orgId, async (tx) => {
          const { id: pipelineId } = await tx.selectFrom('pipeline').select('id').where('org_id', '=', orgId).executeTakeFirstOrThrow()
          const made: string[] = []
          for (let n = 0; n < 250; n += 1) made.push(await createDeal(tx, act, asker.viewer, 'CNY', { title: `商机 ${n}`, pipelineId }))
          return made
        })
        let at = 0
        const change = (body: (round: number) => Parameters<typeof changeDeal>[5]) => (round: number) =>
          db.write(orgId, (tx) => changeDeal(tx, act, asker.viewer, ids[at++] ?? '', 1, body(round)))
        await compare('change of a deal (one transaction, durable)', 60, change((round) => ({ title: `改名 ${round}` })), {
          'one custom value': change((round) => ({ custom: { budget: round + 100 } })),
          'ten custom values': change((round) => ({
            custom: { budget: round + 100, grade: grades[(round + 100) % 5], ...Object.fromEntries(fields.plain.map((_, n) => [`plain_${n}`, `值 ${round}`])) },
          })),
        })
      } finally {
        await db.close()
      }
    }, { durable: true }),
}
