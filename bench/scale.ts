import type { Login } from '../packages/server/src/platform/postgres/embedded.ts'

/** A connection of its own, as a role that owns the tables. */
export interface PoolClient {
  query<R extends object>(text: string, values?: unknown[]): Promise<{ rows: R[] }>
}

/** Where generated deals live: one organisation with a pipeline, people, channels and accounts. */
export interface ScalePlace {
  orgId: string
  pipelineId: string
  /** In order. */
  stageIds: readonly string[]
  owners: readonly { id: string; teamId: string }[]
  sourceIds: readonly string[]
  lossReasonIds: readonly string[]
}

/** Deals of one statement: memory and temporary files stay small. */
const batch = 100_000

/**
 * Deals with histories of three years up to `now`, made in the database: about four stays a deal, some going back or
 * skipping, a version for each change of stage, amount or owner as the product's own fold writes them, and about ten
 * events. One account for twenty deals. Same seed, same random numbers; ids are the database's own.
 */
export async function fillScale(client: PoolClient, place: ScalePlace, deals: number, now: Date, events = true): Promise<{ deals: number; stays: number; versions: number; events: number }> {
  // Checking foreign keys row by row is not what is measured here.
  await client.query('set session_replication_role = replica')
  await client.query('select setseed(0.42)')
  const accounts = Math.max(1, Math.floor(deals / 20))
  await client.query(`create temp table scale_account (i integer primary key, id uuid not null)`)
  await client.query(`insert into scale_account select i, gen_random_uuid() from generate_series(0, $1 - 1) i`, [accounts])
  await client.query(
    `insert into account (org_id, id, name, name_core, industry, size, region, created_at)
     select $1, id, '客户 ' || i, '客户' || i, (array['制造业','软件','医疗','教育','金融','零售','物流','能源'])[1 + i % 8],
       (array['1-49','50-199','200-999','1000+'])[1 + i % 4], (array['华东','华南','华北','西南','华中'])[1 + i % 5], $2::timestamptz - interval '3 years'
     from scale_account`, [place.orgId, now])
  for (let from = 0; from < deals; from += batch) {
    await client.query('begin')
    await fillBatch(client, place, from, Math.min(deals, from + batch), accounts, now, events)
    await client.query('commit')
  }
  await client.query('drop table scale_account')
  await client.query('set session_replication_role = origin')
  const { rows } = await client.query<{ deals: number; stays: number; versions: number; events: number }>(
    `select (select count(*)::int from deal where org_id = $1) deals, (select count(*)::int from stay where org_id = $1) stays,
       (select count(*)::int from deal_version where org_id = $1) versions, (select count(*)::int from event where org_id = $1) events`, [place.orgId])
  return rows[0] ?? { deals: 0, stays: 0, versions: 0, events: 0 }
}

async function fillBatch(client: PoolClient, place: ScalePlace, from: number, to: number, accounts: number, now: Date, events: boolean): Promise<void> {
  const { orgId, pipelineId, stageIds, owners, sourceIds, lossReasonIds } = place
  await client.query(
    `create temp table g on commit drop as
     select n, gen_random_uuid() as id, date_trunc('milliseconds', $3::timestamptz - (random() * 1095 + 0.01) * interval '1 day') as created_at,
       floor(random() * 9e6)::bigint * 100 + 100000 as amount, (n % $4)::int as owner_i, floor(power(random(), 2) * $5)::int as source_i, (n % $6)::int as account_i,
       floor(random() * $7)::int as reason_i, random() as r_path, random() as r_back, random() as r_skip, random() as r_win, random() as r_change
     from generate_series($1::int, $2::int - 1) as n`,
    [from, to, now, owners.length, sourceIds.length, accounts, lossReasonIds.length])
  const k = stageIds.length
  await client.query(
    `create temp table s on commit drop as
     with furthest as (
       select g.*, least($1::int, 1 + floor(ln(greatest(r_path, 1e-9)) / ln(0.93))::int) as m from g),
     path as (
       select id, created_at, m, r_win, case
         when r_back < 0.08 and m >= 3 then array[1, 2, 1] || (select array_agg(x) from generate_series(2, m) x)
         when r_skip < 0.08 and m >= 3 then array[1] || (select array_agg(x) from generate_series(3, m) x)
         else (select array_agg(x) from generate_series(1, m) x) end as stages
       from furthest),
     steps as (
       select p.id, p.created_at, p.m, p.r_win, u.k, u.i::int as i, cardinality(p.stages) as last,
         p.stages[u.i + 1] as next_k, (-ln(greatest(random(), 1e-9)) * (6 + 4 * u.k)) as days
       from path p, unnest(p.stages) with ordinality as u(k, i)),
     timed as (
       select *, date_trunc('milliseconds', created_at + coalesce(sum(days) over (partition by id order by i rows between unbounded preceding and 1 preceding), 0) * interval '1 day') as entered_at,
         date_trunc('milliseconds', created_at + sum(days) over (partition by id order by i) * interval '1 day') as leaves_at
       from steps)
     select id, i as n, k, entered_at, case when leaves_at <= $2 then leaves_at end as left_at,
       case when leaves_at > $2 then null when next_k > k then 'advance' when next_k < k then 'back'
         when m = $1 and r_win < 0.55 then 'won' else 'lost' end as exit, next_k
     from timed where entered_at <= $2`, [k, now])
  await client.query('create index on s (id, n)')
  await client.query('analyze g')
  await client.query('analyze s')
  const lookup = {
    stage: sqlArray(stageIds), owner: sqlArray(owners.map((one) => one.id)), team: sqlArray(owners.map((one) => one.teamId)), source: sqlArray(sourceIds), reason: sqlArray(lossReasonIds),
  }
  const named = `g.id, (${lookup.owner})[1 + g.owner_i] as owner_id, (${lookup.team})[1 + g.owner_i] as team_id, (${lookup.source})[1 + g.source_i] as source_id, (${lookup.reason})[1 + g.reason_i] as reason_id, a.id as account_id`
  await client.query(`create temp table d on commit drop as
    select ${named}, g.n, g.amount, g.created_at, g.r_change, last.k, last.left_at, last.exit, last.entered_at
    from g join scale_account a on a.i = g.account_i
    join lateral (select * from s where s.id = g.id order by s.n desc limit 1) last on true`)
  await client.query('create unique index on d (id)')
  await client.query(
    `insert into deal (org_id, id, number, title, pipeline_id, stage_id, status, amount_minor, currency, expected_close_on, account_id, owner_id, team_id, source_id, lost_reason_id, rank, stage_entered_at, closed_at, created_at, last_activity_at)
     select $1, id, 1000000 + n, '商机 ' || n, $2, (${lookup.stage})[k], case exit when 'won' then 'won' when 'lost' then 'lost' else 'open' end,
       amount, 'CNY', (created_at + interval '90 days')::date, account_id, owner_id, team_id, source_id, case when exit = 'lost' then reason_id end, 'i' || lpad(n::text, 8, '0'),
       entered_at, case when exit in ('won', 'lost') then left_at end, created_at, entered_at
     from d`, [orgId, pipelineId])
  await client.query(
    `insert into stay (org_id, deal_id, n, pipeline_id, stage_id, entered_at, entered_known_at, left_at, left_known_at, exit, to_stage_id, lost_reason_id, owner_id, team_id, source_id)
     select $1, s.id, s.n, $2, (${lookup.stage})[s.k], s.entered_at, s.entered_at, s.left_at, s.left_at, s.exit,
       case when s.exit in ('advance', 'back') then (${lookup.stage})[s.next_k] end, case when s.exit = 'lost' then d.reason_id end, d.owner_id, d.team_id, d.source_id
     from s join d on d.id = s.id`, [orgId, pipelineId])
  // Half of the deals once changed their amount, two days after they were created.
  await client.query(
    `insert into deal_version (org_id, deal_id, n, known_from, known_to, pipeline_id, stage_id, status, amount_minor, currency, expected_close_on, owner_id, team_id, source_id, created_at, closed_at, lost_reason_id)
     select $1, id, row_number() over w, at, lead(at) over w, $2, (${lookup.stage})[k], status, case when at >= changed_at then amount else amount / 2 + 100 end, 'CNY',
       (created_at + interval '90 days')::date, owner_id, team_id, source_id, created_at, case when status <> 'open' then at end, case when status = 'lost' then reason_id end
     from (
       select d.*, s.k as stay_k, s.entered_at as at, 'open' as status, case when d.r_change < 0.5 then d.created_at + interval '2 days' else d.created_at end as changed_at from s join d on d.id = s.id
       union all
       select d.*, d.k, d.left_at, d.exit, case when d.r_change < 0.5 then d.created_at + interval '2 days' else d.created_at end from d where d.exit in ('won', 'lost')
     ) v window w as (partition by id order by at, status desc)`, [orgId, pipelineId])
  if (!events) return
  const payload = `jsonb_build_object('pipelineId', '${pipelineId}'::text`
  await client.query(
    `insert into event (org_id, at, recorded_at, known_at, actor_id, type, subject_type, subject_id, owner_id, team_id, payload)
     select $1, e.at, e.at, e.at, e.owner_id, e.type, 'deal', e.id, e.owner_id, e.team_id, e.payload from (
       select d.id, d.owner_id, d.team_id, d.created_at as at, 'deal.created' as type, ${payload}, 'stageId', (${lookup.stage})[1], 'amountMinor', d.amount, 'currency', 'CNY', 'ownerId', d.owner_id, 'teamId', d.team_id, 'sourceId', d.source_id, 'number', 1000000 + d.n, 'title', '商机 ' || d.n) as payload from d
       union all
       select d.id, d.owner_id, d.team_id, s.left_at, case s.exit when 'won' then 'deal.won' when 'lost' then 'deal.lost' else 'deal.moved' end,
         ${payload}, 'from', (${lookup.stage})[s.k], 'to', (${lookup.stage})[s.next_k], 'direction', s.exit, 'stageId', (${lookup.stage})[s.k], 'reasonId', case when s.exit = 'lost' then d.reason_id end)
       from s join d on d.id = s.id where s.left_at is not null
       union all
       select d.id, d.owner_id, d.team_id, s.entered_at + x * interval '1 hour', 'activity.logged', jsonb_build_object('kind', 'call')
       from s join d on d.id = s.id, generate_series(1, 2) x where s.n <= 3
     ) e order by e.at`, [orgId])
}

/** A literal array of ids, for indexing inside a statement. */
const sqlArray = (ids: readonly string[]) => `array[${ids.map((id) => `'${id}'`).join(',')}]::uuid[]`

/** What follows the log has seen it all: that ten million events come at once is not what is measured here. */
export async function followToTheEnd(client: PoolClient): Promise<void> {
  await client.query(`insert into consumer_cursor (org_id, consumer, xid, seq)
    select o.org_id, c.consumer, o.xid, o.seq from (select distinct consumer from consumer_cursor) c,
      (select distinct on (org_id) org_id, xid, seq from event order by org_id, event.xid desc, seq desc) o
    on conflict (org_id, consumer) do update set xid = excluded.xid, seq = excluded.seq`)
}

const address = (login: Login) =>
  `postgres://${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@localhost/${login.database}?host=${encodeURIComponent(login.host)}&port=${login.port}`

/** A product's environment for a database that runs beside it. */
export const databaseEnv = (logins: { admin: Login; app: Login }): Record<string, string> => ({ DATABASE_URL: address(logins.admin), DATABASE_APP_URL: address(logins.app) })
