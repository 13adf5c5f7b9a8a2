import { assign } from '@sluice/core/assignment/assign'
import type { AssignTrigger, simulateAssignment } from '@sluice/core/assignment/contract'
import type { Assignee } from '@sluice/core/assignment/model'
import type { BodyOf, AnswerOf } from '@sluice/core/lib/contract'
import { dayOf, startOfDay } from '@sluice/core/lib/dates'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { chainOf, coreOf, inputOf, peopleOf, readGround, selectAccountOwners, selectFits, selectPeople, type Ground } from './world.ts'

/** More are not walked through; the newest are. */
const most = 5000

interface Past {
  id: string
  company: string | null
  ownerId: string | null
  createdAt: string
  readyAt: string | null
  isCaptured: boolean
  /** When it left its owner's hands; null: still there. */
  doneAt: string | null
}

/**
 * What the rules would have done with the leads of past days, in the order in which they came: `assign` itself, with limits and turns in
 * memory. Leads are judged as they are today, people by today's weights, limits and absences; turns begin at nothing. Writes nothing.
 */
export async function simulate(tx: Reader, orgId: string, now: Date, body: BodyOf<typeof simulateAssignment>): Promise<AnswerOf<typeof simulateAssignment>> {
  const chosen = body.ruleIds === undefined ? null : new Set(body.ruleIds)
  const ground = await readGround(tx, orgId, now, (rule) => (chosen === null ? rule.isEnabled : chosen.has(rule.id)))
  for (const rule of ground.rules) for (const member of rule.members) member.turn = 0
  const from = new Date(startOfDay(dayOf(now, ground.time.zone), ground.time.zone, 1 - body.days)).toISOString()
  const past = await selectPast(tx, orgId, from, now.toISOString())
  const isCut = past.length > most
  const leads = (isCut ? past.slice(0, most) : past).toReversed()
  const fits = await selectFits(tx, ground, leads.map(({ id }) => id))
  const owners = await selectAccountOwners(tx, orgId, [...new Set(leads.flatMap((lead) => coreOf(lead) ?? []))])
  const people = await selectPeople(tx, ground, [...ground.rules.flatMap((rule) => rule.members.map(({ userId }) => userId)), ...owners.values()])
  const hands = new Hands(ground, people)
  const tally = { nobody: 0, unmatched: 0, held: 0 }
  const byRule = new Map<string, number>()
  const would = new Map<string, number>()
  for (const lead of leads) {
    const verdicts = momentsOf(lead).map(({ at, trigger }) => {
      const core = coreOf(lead)
      const chain = chainOf(ground.rules, lead, trigger, fits.get(lead.id), core === null ? null : (owners.get(core) ?? null), new Set())
      const then = { ...ground, now: new Date(at) }
      return { at, assignment: assign(inputOf(then, chain, hands.at(at, peopleOf(chain)))) }
    })
    const first = verdicts.find(({ assignment }) => assignment.to !== null)
    if (first !== undefined && first.assignment.to !== null) {
      const { to, ruleKey, turns } = first.assignment
      const rule = ground.rules.find(({ id }) => id === ruleKey)
      for (const member of rule?.members ?? []) member.turn = turns?.[member.userId] ?? member.turn
      hands.give(to, first.at, lead.doneAt)
      would.set(to, (would.get(to) ?? 0) + 1)
      byRule.set(ruleKey, (byRule.get(ruleKey) ?? 0) + 1)
      continue
    }
    const matched = verdicts.find(({ assignment }) => assignment.trace.some(({ outcome }) => outcome !== 'not_applicable'))
    if (matched === undefined) tally.unmatched++
    else if (matched.assignment.to === null && matched.assignment.code === 'assignment.held') tally.held++
    else tally.nobody++
  }
  const have = new Map<string, number>()
  for (const { ownerId } of leads) if (ownerId !== null) have.set(ownerId, (have.get(ownerId) ?? 0) + 1)
  const ids = [...new Set([...would.keys(), ...have.keys(), ...people.map(({ id }) => id)])]
  const names = ids.length === 0 ? [] : await tx.selectFrom('app_user').select(['id', 'name']).where('org_id', '=', orgId).where('id', 'in', ids).execute()
  return {
    from, to: now.toISOString(), n: leads.length, isCut, ...tally, unownedToday: leads.filter(({ ownerId }) => ownerId === null).length,
    people: names
      .map((user) => ({ user, would: would.get(user.id) ?? 0, have: have.get(user.id) ?? 0, weight: people.find(({ id }) => id === user.id)?.weight ?? 0 }))
      .toSorted((a, b) => b.would - a.would || b.have - a.have || a.user.name.localeCompare(b.user.name)),
    rules: ground.rules.map(({ id, name }) => ({ id, name, n: byRule.get(id) ?? 0 })),
  }
}

/** When the rules would have been asked about a lead, and for what. */
function momentsOf(lead: Past): { at: number; trigger: AssignTrigger }[] {
  const created = Date.parse(lead.createdAt)
  return [
    { at: created, trigger: 'created' }, ...(lead.isCaptured ? [{ at: created, trigger: 'captured' as const }] : []),
    ...(lead.readyAt === null ? [] : [{ at: Date.parse(lead.readyAt), trigger: 'ready' as const }]),
  ]
}

/** What everybody was given and holds, as the simulation goes on. */
class Hands {
  readonly #ground: Ground
  readonly #people: Map<string, Assignee>
  readonly #given = new Map<string, { day: string; doneAt: number }[]>()

  constructor(ground: Ground, people: readonly Assignee[]) {
    this.#ground = ground
    this.#people = new Map(people.map((person) => [person.id, person]))
  }

  at(at: number, ids: readonly string[]): Assignee[] {
    const day = dayOf(at, this.#ground.time.zone)
    return ids.flatMap((id) => {
      const person = this.#people.get(id)
      if (person === undefined) return []
      const given = this.#given.get(id) ?? []
      let [assignedToday, inHand] = [0, 0]
      for (const one of given) {
        if (one.day === day) assignedToday++
        if (one.doneAt > at) inHand++
      }
      return [{ ...person, assignedToday, inHand }]
    })
  }

  give(id: string, at: number, doneAt: string | null): void {
    const given = this.#given.get(id) ?? []
    given.push({ day: dayOf(at, this.#ground.time.zone), doneAt: doneAt === null ? Infinity : Date.parse(doneAt) })
    this.#given.set(id, given)
  }
}

/** Newest first, one more than is walked through. */
async function selectPast(tx: Reader, orgId: string, from: string, to: string): Promise<Past[]> {
  const { rows } = await sql<Past>`
    select id, company, owner_id as "ownerId", created_at as "createdAt", mql_at as "readyAt", first_touch_id is not null as "isCaptured",
      case when status in ('converted', 'invalid', 'nurturing') then coalesce(converted_at, status_at) end as "doneAt"
    from lead where org_id = ${orgId} and created_at >= ${from} and created_at < ${to} order by created_at desc, id desc limit ${most + 1}`.execute(tx)
  return rows
}
