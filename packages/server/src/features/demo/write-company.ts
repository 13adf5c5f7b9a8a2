import type { Company } from '@sluice/core/simulator/company'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { loadActivities, type NewActivity } from '../activities/load-activities.ts'
import { loadAccounts, loadContacts } from '../customers/load-customers.ts'
import { loadLeads } from '../leads/load-leads.ts'
import { loadDeals, type DealHistory } from '../pipeline/load-deals.ts'
import { leadIndustries, leadSizes } from './lead-fields.ts'
import { factsOf } from './deal-facts.ts'

/** Ids of everything a simulated company refers to by key. */
interface Ids {
  user(key: string): string
  team(key: string): string
  /** The team a user is in. */
  teamOfUser(key: string): string
  product(key: string): string
  channel(key: string): string
  tag(name: string): string
  reason(key: string): string
  pipeline(key: string): string
  stage(pipelineKey: string, stageKey: string): string
}

/**
 * Writes a simulated company into an organisation that has its catalogue already. Its past is imported history: known
 * when it was true, so that any day of it can be looked at.
 */
export async function writeCompany(tx: Tx, act: Act, company: Company, place: { rootTeamId: string; passwordHash: string }): Promise<void> {
  const ids = await writeBasics(tx, act, company, place)
  const accountIds = new Map(company.accounts.map((a) => [a.key, newId(a.createdAt)]))
  const contactIds = new Map(company.contacts.map((c) => [c.key, newId(c.createdAt)]))
  const dealIds = new Map(company.deals.map((d) => [d.key, newId(d.createdAt)]))
  const leadIds = new Map(company.leads.map((l) => [l.key, newId(l.createdAt)]))
  const get = (map: Map<string, string>, key: string) => {
    const id = map.get(key)
    if (id === undefined) throw new Error(`the company refers to ${key}, which is not in it`)
    return id
  }
  const imported = { imported: true }
  const dealOf = new Map(company.deals.map((deal) => [deal.key, deal]))
  // Given here, loading the activities need not write each row a second time.
  const lastTouch = (activities: readonly { at: number; kind: string }[]) => {
    const last = Math.max(...activities.filter((a) => a.kind !== 'note').map((a) => a.at))
    return Number.isFinite(last) ? iso(last) : null
  }

  await loadAccounts(tx, act, company.accounts.map((a) => ({
    id: get(accountIds, a.key), name: a.name, industry: a.industry, size: sizeNames[a.size] ?? a.size, region: a.city, ownerId: ids.user(a.ownerKey),
    teamId: ids.teamOfUser(a.ownerKey), sourceId: ids.channel(a.channelKey), createdAt: iso(a.createdAt),
  })), imported)
  await loadContacts(tx, act, company.contacts.map((c) => ({
    id: get(contactIds, c.key), accountId: get(accountIds, c.accountKey), name: c.name, title: c.title, phone: c.phone, email: c.email, wechat: c.wechat,
    ownerId: ids.user(c.ownerKey), teamId: ids.teamOfUser(c.ownerKey), createdAt: iso(c.createdAt),
  })), imported)

  await loadLeads(tx, act, company.leads.map((lead) => {
    const last = lead.statusHistory.at(-1)
    const deal = lead.convertedDealKey === null ? null : (dealOf.get(lead.convertedDealKey) ?? null)
    const firstContact = deal?.contacts[0]
    return {
      id: get(leadIds, lead.key), name: lead.name, company: lead.company, title: lead.title, phone: lead.phone, email: lead.email,
      status: last?.status ?? 'new', statusAt: iso(last?.at ?? lead.createdAt), invalidReason: lead.invalidReason, sourceId: ids.channel(lead.channelKey),
      sourceDetail: lead.sourceDetail, ownerId: lead.ownerKey === null ? null : ids.user(lead.ownerKey),
      teamId: lead.ownerKey === null ? ids.team(lead.teamKey) : ids.teamOfUser(lead.ownerKey),
      note: `${lead.city} · ${lead.industry} · ${sizeNames[lead.size] ?? lead.size}`, lastActivityAt: lastTouch(lead.touches), createdAt: iso(lead.createdAt),
      custom: { industry: leadIndustries[lead.industry] ?? 'machining', company_size: leadSizes[sizeNames[lead.size] ?? ''] ?? 'medium' },
      ...(deal && {
        convertedAt: iso(deal.createdAt), convertedDealId: get(dealIds, deal.key), convertedAccountId: get(accountIds, deal.accountKey),
        convertedContactId: firstContact ? get(contactIds, firstContact.contactKey) : null,
      }),
    }
  }), imported)

  await loadDeals(tx, act, company.deals.map((deal): DealHistory => ({
    id: get(dealIds, deal.key), title: deal.title, accountId: get(accountIds, deal.accountKey), leadId: deal.leadKey === null ? null : get(leadIds, deal.leadKey),
    nextStep: deal.nextStep?.text ?? null, nextStepDue: deal.nextStep?.due ?? null, tagIds: deal.tags.map(ids.tag), note: '', externalKey: null, importId: null,
    products: deal.products.map((p) => ({ productId: ids.product(p.productKey), quantity: p.quantity, priceMinor: p.priceMinor })),
    contacts: deal.contacts.map((c) => ({ contactId: get(contactIds, c.contactKey), role: c.role })),
    lastActivityAt: lastTouch(deal.activities), actor: 'owner',
    facts: factsOf(deal, {
      pipelineId: ids.pipeline(deal.pipelineKey), stage: (key) => ids.stage(deal.pipelineKey, key), accountId: get(accountIds, deal.accountKey),
      leadId: deal.leadKey === null ? null : get(leadIds, deal.leadKey), sourceId: ids.channel(deal.channelKey), reason: ids.reason,
      belongs: (ownerKey) => ({ ownerId: ids.user(ownerKey), teamId: ids.teamOfUser(ownerKey) }),
    }),
  })))

  const activities: NewActivity[] = []
  for (const lead of company.leads) {
    for (const touch of lead.touches) {
      activities.push({
        id: newId(touch.at), kind: touch.kind, subjectType: 'lead', subjectId: get(leadIds, lead.key), at: iso(touch.at), minutes: touch.minutes,
        outcome: touch.outcome, body: touch.body, authorId: ids.user(touch.ownerKey), teamId: ids.teamOfUser(touch.ownerKey),
      })
    }
  }
  for (const deal of company.deals) {
    for (const activity of deal.activities) {
      activities.push({
        id: newId(activity.at), kind: activity.kind, subjectType: 'deal', subjectId: get(dealIds, deal.key),
        contactId: activity.contactKey === null ? null : get(contactIds, activity.contactKey), at: iso(activity.at), minutes: activity.minutes,
        outcome: activity.outcome, body: activity.body, authorId: ids.user(activity.ownerKey), teamId: ids.teamOfUser(activity.ownerKey),
      })
    }
  }
  activities.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  await loadActivities(tx, act, activities, imported)
}

const iso = (instant: number) => new Date(instant).toISOString()
const sizeNames: Record<string, string> = { small: '小型', medium: '中型', large: '大型' }

/** Users, teams, products and tags, and the ids of what the organisation has already. */
async function writeBasics(tx: Tx, act: Act, company: Company, place: { rootTeamId: string; passwordHash: string }): Promise<Ids> {
  const { orgId: org_id, now } = act
  const teams = new Map<string, { id: string; path: string[] }>()
  for (const team of company.teams) {
    // The organisation's root team is the company's head office.
    if (team.parentKey === null) {
      teams.set(team.key, { id: place.rootTeamId, path: [place.rootTeamId] })
      await tx.updateTable('team').set({ name: team.name }).where('org_id', '=', org_id).where('id', '=', place.rootTeamId).execute()
      continue
    }
    const parent = known(teams, team.parentKey)
    const id = newId()
    teams.set(team.key, { id, path: [...parent.path, id] })
    await tx.insertInto('team').values({ org_id, id, parent_id: parent.id, name: team.name, path: [...parent.path, id], created_at: now }).execute()
  }
  const users = new Map(company.users.map((user) => [user.key, { id: newId(), teamId: known(teams, user.teamKey).id }]))
  await tx
    .insertInto('app_user')
    .values(company.users.map((user) => ({
      org_id, id: known(users, user.key).id, email: user.email, name: user.name, role: user.role, team_id: known(users, user.key).teamId,
      password_hash: place.passwordHash, created_at: new Date(company.start).toISOString(),
    })))
    .execute()
  // Whoever manages a team is its head, whom approvals ask.
  await sql`
    update team t set lead_user_id = (select u.id from app_user u where u.org_id = t.org_id and u.team_id = t.id and u.role = 'manager' order by u.created_at, u.id limit 1)
    where t.org_id = ${org_id}`.execute(tx)
  const products = new Map(company.products.map((product) => [product.key, newId()]))
  await tx
    .insertInto('product')
    .values(company.products.map((p) => ({
      org_id, id: known(products, p.key), name: p.name, code: p.code, family: p.family, price_minor: p.priceMinor, created_at: new Date(company.start).toISOString(),
    })))
    .execute()
  const tags = new Map(company.tags.map((name) => [name, newId()]))
  if (tags.size > 0) await tx.insertInto('tag').values([...tags].map(([name, id]) => ({ org_id, id, name }))).execute()

  const channels = await tx.selectFrom('channel').select(['id', 'key']).where('org_id', '=', org_id).execute()
  const reasons = await tx.selectFrom('loss_reason').select(['id', 'key']).where('org_id', '=', org_id).execute()
  const pipelines = await tx.selectFrom('pipeline').select(['id', 'template_key']).where('org_id', '=', org_id).execute()
  const stages = await tx.selectFrom('stage').select(['id', 'key', 'pipeline_id']).where('org_id', '=', org_id).execute()
  const channelIds = new Map(channels.map((c) => [c.key ?? '', c.id]))
  const reasonIds = new Map(reasons.map((r) => [r.key ?? '', r.id]))
  const pipelineIds = new Map(pipelines.map((p) => [p.template_key ?? '', p.id]))
  const stageIds = new Map(stages.map((s) => [`${s.pipeline_id} ${s.key}`, s.id]))
  return {
    user: (key) => known(users, key).id,
    team: (key) => known(teams, key).id,
    teamOfUser: (key) => known(users, key).teamId,
    product: (key) => known(products, key),
    channel: (key) => known(channelIds, key),
    tag: (name) => known(tags, name),
    reason: (key) => known(reasonIds, key),
    pipeline: (key) => known(pipelineIds, key),
    stage: (pipelineKey, stageKey) => known(stageIds, `${known(pipelineIds, pipelineKey)} ${stageKey}`),
  }
}

function known<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key)
  if (value === undefined) throw new Error(`unknown key ${key}`)
  return value
}
