import { companyCore } from '@sluice/core/lib/company-name'
import type { MadeThing } from '@sluice/core/imports/contract'
import type { NameRef } from '@sluice/core/imports/records'
import { scopeOf } from '@sluice/core/identity/policy'
import type { Noun } from '@sluice/core/identity/role'
import { sql } from 'kysely'
import { append } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { scopeFilter } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { createPipeline, fromNames } from '../catalog/create-pipeline.ts'
import { loadAccounts, loadContacts } from '../customers/load-customers.ts'
import { createUser } from '../identity/create-org.ts'
import type { LoadRun } from './load-run.ts'
import { storable } from './storable.ts'

type Small = 'user' | 'channel' | 'product' | 'lossReason' | 'tag' | 'pipeline'

const nounOf: Record<MadeThing, Noun> = {
  account: 'account', contact: 'contact', product: 'config', channel: 'config', lossReason: 'config', tag: 'config', user: 'user', pipeline: 'config',
}
const words: Record<MadeThing, string> = {
  account: '客户 (account)', contact: '联系人 (contact)', product: '产品 (product)', channel: '来源 (channel)', lossReason: '丢单原因 (loss reason)',
  tag: '标签 (tag)', user: '用户 (user)', pipeline: '销售流程 (pipeline)',
}

function requireMay(run: LoadRun, what: MadeThing): void {
  const { viewer } = run.context
  // Whoever works on records may coin a tag for them.
  if (what === 'tag') return
  if (scopeOf(viewer, nounOf[what], 'write') === 'none') refuse('import.may_not_create', { what: words[what] })
}

const keyOf = (what: Small, name: string) => `${what} ${what === 'user' || what === 'lossReason' || what === 'pipeline' ? name.trim() : name.trim().toLowerCase()}`

/** What exists already, under the names by which "create it" finds it: the same mapping twice makes nothing twice. */
export function knowThings(run: LoadRun): void {
  const { existing, tags } = run.context
  const all: [Small, readonly { id: string; name: string }[]][] = [
    ['user', existing.owner], ['channel', existing.source], ['product', existing.product], ['lossReason', existing.lostReason],
    ['tag', [...tags].map(([name, id]) => ({ id, name }))], ['pipeline', run.context.pipelines],
  ]
  for (const [what, things] of all) for (const { id, name } of things) run.things.set(keyOf(what, name), id)
}

/** The id of a thing that a row names: an existing one, or made now. */
export async function thing(run: LoadRun, what: Exclude<Small, 'pipeline'>, ref: NameRef | null): Promise<string | null> {
  if (ref === null) return null
  if ('id' in ref) return ref.id
  const name = ref.create.trim()
  const key = keyOf(what, name)
  const known = run.things.get(key)
  if (known !== undefined) return known
  requireMay(run, what)
  const id = run.writes ? await make(run, what, name) : newId()
  run.things.set(key, id)
  if (what === 'user') run.context.teams.set(id, run.context.viewer.teamId)
  run.tally.made(what, name)
  run.change(what, id)
  return id
}

async function make(run: LoadRun, what: Exclude<Small, 'pipeline'>, name: string): Promise<string> {
  const { act, tx, context } = run
  if (what === 'user') {
    // Nobody can sign in as them before an administrator gives them an address and a password; .invalid reaches nobody (RFC 2606).
    const user = await createUser(tx, act, { name, email: `import-${newId().slice(-12)}@import.invalid`, role: 'rep', teamId: context.viewer.teamId, password: null })
    await append(tx, act, [{ type: 'user.changed', payload: { what: 'created' }, subjectType: 'user', subjectId: user, ownerId: null, teamId: null }])
    return user
  }
  const id = newId()
  const row = { org_id: act.orgId, id, name }
  if (what === 'channel') await tx.insertInto('channel').values(row).execute()
  else if (what === 'tag') await tx.insertInto('tag').values(row).execute()
  else if (what === 'lossReason') await tx.insertInto('loss_reason').values({ ...row, position: 1000 }).execute()
  else await tx.insertInto('product').values({ ...row, currency: context.currency, created_at: act.now, import_id: run.importId }).execute()
  const told = what === 'lossReason' ? 'loss_reason' : what
  await append(tx, act, [{ type: 'config.changed', payload: { what: told, name }, subjectType: 'config', subjectId: id, ownerId: null, teamId: null }])
  return id
}

export async function tagIds(run: LoadRun, names: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (const name of names) {
    const id = await thing(run, 'tag', { create: name })
    if (id !== null && !ids.includes(id)) ids.push(id)
  }
  return ids
}

/** The pipeline that a row goes to, with the ids of its stages by key. A new one is made with its stages when first needed. */
export async function pipelineStages(run: LoadRun, ref: NameRef): Promise<{ pipelineId: string; stageIds: Map<string, string> }> {
  const { context, compiled, act } = run
  const known = 'id' in ref ? ref.id : run.things.get(keyOf('pipeline', ref.create))
  if (known !== undefined) return { pipelineId: known, stageIds: context.stageIds.get(known) ?? new Map<string, string>() }
  if (!('create' in ref)) throw new Error('a pipeline without id')
  requireMay(run, 'pipeline')
  const names = (compiled.target?.stages ?? []).map((stage) => stage.name)
  const [won, lost] = context.locale === 'en' ? ['Won', 'Lost'] : ['赢单', '丢单']
  let pipelineId = newId()
  let stageIds = new Map(names.map((name) => [name, newId()]))
  if (run.writes) {
    const plan = fromNames(ref.create, names, won ?? '', lost ?? '')
    const made = await createPipeline(run.tx, act, plan)
    pipelineId = made.id
    // The mapping knows them by their names.
    stageIds = new Map(plan.stages.map((stage) => [stage.name, made.stageIds.get(stage.key) ?? '']))
  }
  context.stageIds.set(pipelineId, stageIds)
  run.things.set(keyOf('pipeline', ref.create), pipelineId)
  run.tally.made('pipeline', ref.create)
  run.change('pipeline', pipelineId)
  return { pipelineId, stageIds }
}

/** Of whom a missing account or contact is made: who the row belongs to, and since when. */
export interface Origin {
  ownerId: string | null
  teamId: string | null
  createdAt: string
}

/** Accounts by their exact name, missing ones made; `several` where the name says too little. */
export async function accountIds(run: LoadRun, wanted: ReadonlyMap<string, Origin>): Promise<Map<string, string | 'several'>> {
  const { tx, act, context, cache } = run
  const answer = new Map<string, string | 'several'>()
  const unknown: string[] = []
  for (const name of wanted.keys()) {
    const known = cache.get(`account ${name}`)
    if (known === undefined) unknown.push(name)
    else answer.set(name, known)
  }
  if (unknown.length === 0) return answer
  const cores = [...new Set(unknown.map(companyCore))]
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from account a where org_id = ${act.orgId} and name_core = any(${sql.val(cores)}::text[]) and ${scopeFilter(context.viewer, 'account', 'read', 'a')}`.execute(tx)
  const found = Map.groupBy(rows, (row) => row.name.trim())
  const missing: string[] = []
  for (const name of unknown) {
    const [first, second] = found.get(name) ?? []
    if (first === undefined) missing.push(name)
    else if (second !== undefined) answer.set(name, 'several')
    else {
      answer.set(name, first.id)
      cache.set(`account ${name}`, first.id)
    }
  }
  if (missing.length > 0) requireMay(run, 'account')
  const made = missing.map((name) => ({ name, id: newId(), importId: run.importId, ...(wanted.get(name) ?? { ownerId: null, teamId: null, createdAt: act.now }) }))
  if (run.writes) await loadAccounts(tx, act, made, { imported: true })
  for (const { id, name } of made) {
    answer.set(name, id)
    cache.set(`account ${name}`, id)
    if (run.names.add(`account ${name}`)) run.tally.made('account', name)
    run.change('account', id)
  }
  return answer
}

export interface WantedContact extends Origin {
  accountId: string | null
  name: string
  phone: string | null
  email: string | null
}

export const contactKey = (contact: { accountId: string | null; name: string }) => `contact ${contact.accountId ?? ''} ${contact.name}`

/** Contacts by account and exact name, missing ones made. Of several with the name the oldest is meant. */
export async function contactIds(run: LoadRun, wanted: readonly WantedContact[]): Promise<Map<string, string>> {
  const { tx, act, context, cache } = run
  const answer = new Map<string, string>()
  const unknown = new Map<string, WantedContact>()
  for (const contact of wanted) {
    const key = contactKey(contact)
    const known = cache.get(key)
    if (known === undefined) unknown.set(key, contact)
    else answer.set(key, known)
  }
  if (unknown.size === 0) return answer
  const { rows } = await sql<{ id: string; name: string; accountId: string | null }>`
    select c.id, c.name, c.account_id as "accountId" from contact c
    where c.org_id = ${act.orgId} and ${scopeFilter(context.viewer, 'contact', 'read', 'c')}
      and (c.account_id, c.name) in (select "accountId", name from jsonb_to_recordset(${storable([...unknown.values()])}::jsonb) as r("accountId" uuid, name text))
    order by c.created_at desc, c.id desc`.execute(tx)
  for (const row of rows) answer.set(contactKey(row), row.id)
  const missing = [...unknown].filter(([key]) => !answer.has(key))
  if (missing.length > 0) requireMay(run, 'contact')
  const made = missing.map(([key, contact]) => ({ key, ...contact, id: newId(), importId: run.importId }))
  if (run.writes) await loadContacts(tx, act, made, { imported: true })
  for (const { key, id, name } of made) {
    answer.set(key, id)
    if (run.names.add(key)) run.tally.made('contact', name)
    run.change('contact', id)
  }
  for (const key of unknown.keys()) cache.set(key, answer.get(key) ?? '')
  return answer
}
