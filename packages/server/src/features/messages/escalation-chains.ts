import { escalationSteps, presetChains, type ChainDefinition, type EscalationStep } from '@sluice/core/messages/escalation'
import type { changeEscalationChain, createEscalationChain, Escalation, EscalationChain } from '@sluice/core/messages/escalation-contract'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import type { WaitedKind } from '@sluice/core/notifications/escalated'
import { sql } from 'kysely'
import { createHash } from 'node:crypto'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { tellConfig } from './tell-config.ts'

export interface Chain extends ChainDefinition { id: string; preset: string | null; name: string; isOn: boolean; version: number }
type Row = Omit<Chain, 'steps'> & { steps: unknown }
const mostChains = 30

/** Those that every organisation has are rows only once they were used or changed: until then their ids are reckoned (uuid version 8). */
function presetId(orgId: string, preset: string): string {
  const hex = createHash('sha256').update(`${orgId} escalation ${preset}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Presets first, then as they were made; `language` is that of names nobody chose. */
export async function selectChains(tx: Reader, orgId: string, language: 'zh' | 'en'): Promise<Chain[]> {
  const { rows } = await sql<Row>`
    select id, preset, name, kinds, is_high_only as "isHighOnly", is_on as "isOn", counts, until, steps, version from escalation_chain where org_id = ${orgId} order by preset is null, preset, created_at, id`.execute(tx)
  const kept = rows.map((row) => ({ ...row, name: row.name === '' && row.preset !== null ? (presetChains[row.preset]?.name[language] ?? '') : row.name, steps: escalationSteps.parse(row.steps) }))
  const virtual = Object.entries(presetChains).filter(([key]) => !rows.some((row) => row.preset === key)).map(([key, { name, ...definition }]): Chain => ({ id: presetId(orgId, key), preset: key, name: name[language], isOn: true, version: 1, ...definition }))
  return [...virtual, ...kept]
}

/** Makes rows of those presets that have none. */
export async function keepPresets(tx: Tx, orgId: string, now: string): Promise<void> {
  await tx.insertInto('escalation_chain').values(Object.entries(presetChains).map(([key, one]) => ({
    org_id: orgId, id: presetId(orgId, key), preset: key, name: '', kinds: [...one.kinds], is_high_only: one.isHighOnly, counts: one.counts, until: one.until, steps: JSON.stringify(one.steps), created_at: now,
  }))).onConflict((conflict) => conflict.doNothing()).execute()
}

const namedIn = (steps: readonly EscalationStep[]) => [...new Set(steps.flatMap(({ to }) => (to.type === 'user' ? [to.userId] : [])))]

export async function showChains(tx: Reader, viewer: Viewer): Promise<EscalationChain[]> {
  const { orgId } = viewer
  const chains = await selectChains(tx, orgId, viewer.language === 'en' ? 'en' : 'zh')
  const { rows: people } = await sql<{ id: string; name: string }>`select id, name from app_user where org_id = ${orgId} and id = any(${sql.val(chains.flatMap((one) => namedIn(one.steps)))}::uuid[])`.execute(tx)
  const { rows: counts } = await sql<{ id: string; n: number }>`select chain_id as id, count(*)::integer as n from escalation where org_id = ${orgId} and state = 'waiting' group by 1`.execute(tx)
  return chains.map(({ preset, kinds, steps, ...rest }) => ({
    ...rest, kinds: [...kinds], steps: [...steps], isPreset: preset !== null, waiting: counts.find((one) => one.id === rest.id)?.n ?? 0, people: people.filter((one) => namedIn(steps).includes(one.id)),
  }))
}

async function requirePeople(tx: Reader, orgId: string, steps: readonly EscalationStep[] | undefined): Promise<void> {
  for (const [i, { to }] of (steps ?? []).entries()) {
    if (to.type !== 'user') continue
    const user = await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).where('id', '=', to.userId).where('status', '=', 'active').executeTakeFirst()
    if (user === undefined) refuse('message.unknown_user', {}, [{ path: `steps.${i}.to.userId`, code: 'message.unknown_user' }])
  }
}

const columnsOf = ({ name, kinds, isHighOnly, counts, until, steps, isOn }: BodyOf<typeof changeEscalationChain>) => ({
  ...(name !== undefined && { name }), ...(kinds !== undefined && { kinds }), ...(isHighOnly !== undefined && { is_high_only: isHighOnly }), ...(counts !== undefined && { counts }), ...(until !== undefined && { until }),
  ...(steps !== undefined && { steps: JSON.stringify(steps) }), ...(isOn !== undefined && { is_on: isOn }),
})

export async function makeChain(tx: Tx, act: Act, body: BodyOf<typeof createEscalationChain>): Promise<string> {
  const { orgId, now } = act
  await requirePeople(tx, orgId, body.steps)
  const { n } = await tx.selectFrom('escalation_chain').select((row) => row.fn.countAll<number>().as('n')).where('org_id', '=', orgId).executeTakeFirstOrThrow()
  if (Number(n) >= mostChains) refuse('escalation.too_many')
  const id = newId()
  const { name, kinds, isHighOnly, counts, until, steps, isOn } = body
  await tx.insertInto('escalation_chain').values({ org_id: orgId, id, name, kinds, is_high_only: isHighOnly, counts, until, steps: JSON.stringify(steps), is_on: isOn, created_at: now }).execute()
  await tellConfig(tx, act, 'escalation', id, name)
  return id
}

export async function editChain(tx: Tx, act: Act, id: string, version: number, body: BodyOf<typeof changeEscalationChain>): Promise<void> {
  const { orgId, now } = act
  await requirePeople(tx, orgId, body.steps)
  if (Object.keys(presetChains).some((key) => presetId(orgId, key) === id)) await keepPresets(tx, orgId, now)
  const before = (await tx.selectFrom('escalation_chain').select(['version', 'name']).where('org_id', '=', orgId).where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse('record.not_found')
  if (before.version !== version) refuse('conflict.stale_version')
  await tx.updateTable('escalation_chain').set({ ...columnsOf(body), version: version + 1 }).where('org_id', '=', orgId).where('id', '=', id).execute()
  if (body.isOn === false) await sql`update escalation set state = 'ended', ended_because = 'off', ended_at = ${now}::timestamptz, due_at = null where org_id = ${orgId} and chain_id = ${id} and state = 'waiting'`.execute(tx)
  await tellConfig(tx, act, 'escalation', id, body.name ?? before.name)
}

export async function dropChain(tx: Tx, act: Act, id: string): Promise<void> {
  if (Object.keys(presetChains).some((key) => presetId(act.orgId, key) === id)) refuse('escalation.preset')
  const gone = await tx.deleteFrom('escalation_chain').where('org_id', '=', act.orgId).where('id', '=', id).returning('name').executeTakeFirst()
  if (gone === undefined) refuse('record.not_found')
  await tellConfig(tx, act, 'escalation', id, gone.name)
}

/** The last that waited, as administrators see it. */
export async function selectEscalations(tx: Reader, viewer: Viewer): Promise<Escalation[]> {
  const { orgId } = viewer
  const chains = await selectChains(tx, orgId, viewer.language === 'en' ? 'en' : 'zh')
  const { rows } = await sql<Omit<Escalation, 'chain'> & { chainId: string; kind: WaitedKind }>`
    select e.id, e.chain_id as "chainId", e.kind, e.data, e.subject_type as "subjectType", e.subject_id as "subjectId", e.noticed_at as "noticedAt", e.counts, e.next_step as taken, jsonb_array_length(e.steps) as steps, e.due_at as "dueAt",
      e.state, e.ended_because as "endedBecause", (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name), '[]') from app_user u where u.org_id = e.org_id and u.id = any(e.user_ids)) as people
    from escalation e where e.org_id = ${orgId} order by e.noticed_at desc, e.id desc limit 50`.execute(tx)
  return rows.map(({ chainId, ...rest }) => ({ ...rest, chain: { id: chainId, name: chains.find((one) => one.id === chainId)?.name ?? '' } }))
}
