import { drawActivity } from './activity-draw.ts'
import type { WorkCalendar } from './calendar.ts'
import { competitors, products, tags } from './catalog.ts'
import type { Deal, Transition } from './company.ts'
import { drawAmount, renegotiate, splitAmount } from './deal-money.ts'
import type { PathStay } from './deal-path.ts'
import type { PlantedChange, SimulationParams } from './params.ts'
import { concerning, spanOf, type Traits } from './planted.ts'
import type { Rng } from './rng.ts'
import { pipelineOf, type Segment } from './segments.ts'
import { repKey } from './staff.ts'
import { nextSteps, phaseOf } from './texts.ts'

const DAY = 86_400_000
/** Attention to a deal in one stage fades: activities a day fall by e after so many days. */
const FADE_DAYS = 40

export const shanghaiDate = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)

export interface StoryWorld {
  params: SimulationParams
  changes: readonly PlantedChange[]
  calendar: WorkCalendar
  now: number
}
export type Story = Pick<
  Deal,
  'ownerKey' | 'ownerChanges' | 'amountMinor' | 'amountChanges' | 'transitions' | 'expectedCloseOn' | 'closeDateChanges' | 'nextStep' | 'activities' | 'products' | 'tags' | 'competitor'
>

/**
 * What is seen of a path before `now`, told with everything that belongs to it.
 * Nothing drawn here touches the hazards: the story follows the path, never the other way round.
 */
export function dealStory(world: StoryWorld, segment: Segment, traits: Traits, path: readonly PathStay[], createdAt: number, people: readonly { key: string; called: string }[], repeat: boolean, rng: Rng): Story {
  const { params, changes, calendar, now } = world
  const rivals = params.competitors ?? competitors
  const pipeline = pipelineOf(params, segment.pipelineKey)
  const stageKey = (i: number) => pipeline.stages[i]?.stageKey ?? ''
  const size = params.sizes[segment.sizeKey]
  const team = params.teams[segment.teamKey]
  const typicalDays = pipeline.stages.reduce((sum, s) => sum + s.medianDays * 1.3, 0)

  const amountMinor = drawAmount(pipeline, size?.amountFactor ?? 1, rng)
  const competitor = rng.chance(0.45) ? rng.pick(rivals) : null
  const main = products.find((p) => p.key === rng.pick(pipeline.productKeys))?.name ?? ''
  const expected = createdAt + typicalDays * Math.exp(0.3 * rng.normal()) * DAY
  let expectedCloseOn = shanghaiDate(expected)
  const story: Story = {
    ownerKey: repKey(segment.teamKey, segment.rep),
    ownerChanges: [],
    amountMinor,
    amountChanges: [],
    transitions: [{ at: createdAt, kind: 'created', stageKey: stageKey(0) }],
    expectedCloseOn,
    closeDateChanges: [],
    nextStep: null,
    activities: [],
    products: [],
    tags: tags.filter(() => rng.chance(0.09)),
    competitor,
  }
  if (repeat && !story.tags.includes('老客户')) story.tags.push('老客户')

  let owner = story.ownerKey
  let amount = amountMinor
  let closed = false
  const said = new Set<string>()
  const push = (t: number, transition: Omit<Transition, 'at'>): number | null => {
    const at = Math.max(calendar.toInstant(t), (story.transitions.at(-1)?.at ?? createdAt) + 60_000)
    if (at >= now) return null
    story.transitions.push({ at, ...transition })
    return at
  }
  const reviseClose = (at: number, on: number) => {
    const text = shanghaiDate(on)
    if (text === expectedCloseOn) return
    expectedCloseOn = text
    story.closeDateChanges.push({ at, on: text })
  }

  for (const stay of path) {
    const enteredAt = story.transitions.at(-1)?.at ?? createdAt
    const hazards = pipeline.stages[stay.stage]
    if (hazards === undefined) break
    const told = concerning(changes, segment, traits, hazards.stageKey).map((change) => {
      const { from, until } = spanOf(change, params.days)
      return { ...change, from: calendar.toInstant(from), until: until === Infinity ? Infinity : calendar.toInstant(until) }
    })
    // Activities first: they lie within the stay, and stop when it ends or at now.
    const span = Math.min(stay.left, params.days + 8) - stay.entered
    const mass = 1 - Math.exp(-span / FADE_DAYS)
    const n = rng.poisson(Math.min(30, hazards.activitiesPerDay * FADE_DAYS * mass))
    const leftAt = calendar.toInstant(stay.left)
    for (let i = 0; i < n; i++) {
      const age = -FADE_DAYS * Math.log(1 - rng.next() * mass)
      const at = calendar.toInstant(stay.entered + age) + rng.int(60) * 1000
      if (at <= enteredAt || at >= now || at >= leftAt) continue
      const during = told.filter((change) => at >= change.from && at < change.until)
      if (during.some((change) => change.activity !== undefined && !rng.chance(change.activity))) continue
      const person = rng.chance(0.6) ? people[0] : rng.pick(people)
      const bodies = during.find((change) => change.texts !== undefined && rng.chance(change.texts.share))?.texts?.bodies
      const draw = () =>
        drawActivity(at, { phase: phaseOf(hazards.stageKey), ownerKey: owner, contactKey: person?.key ?? null, person: person?.called ?? '客户', product: main, competitor: competitor ?? '其他厂家', ...(bodies && { bodies }) }, rng)
      let activity = draw()
      // Nobody writes the same sentence twice in one deal, as far as the stock of sentences allows.
      for (let again = 0; again < 4 && said.has(activity.body); again++) activity = draw()
      said.add(activity.body)
      story.activities.push(activity)
    }

    if (stay.won) {
      const at = push(stay.left, { kind: 'won', stageKey: hazards.stageKey })
      closed = at !== null
      if (at !== null && rng.chance(0.3)) {
        amount = renegotiate(amount, pipeline.amount.roundYuan, rng)
        // Settled in the last hour before the win, but not before the stay began.
        story.amountChanges.push({ at: Math.max(enteredAt + 10, at - 1 - rng.int(3_600_000)), amountMinor: amount })
      }
      break
    }
    if (stay.cause === 'lost') {
      const planted = stay.planted.find((change) => change.loss !== undefined && rng.chance(change.loss.share))?.loss
      const lossReasonKey = planted?.reasonKey ?? rng.weighted(hazards.lossReasons)
      const toCompetitor = ['competitor_cheaper', 'lost_to_competitor', 'incumbent', 'tender_lost'].includes(lossReasonKey)
      if (toCompetitor) story.competitor = planted?.competitor ?? competitor ?? rng.pick(rivals)
      const at = push(stay.left, { kind: 'lost', stageKey: hazards.stageKey, lossReasonKey, ...(toCompetitor && story.competitor !== null && { competitor: story.competitor }) })
      closed = at !== null
      if (at === null || stay.reopenedAt === null) break
      const reopened = push(stay.reopenedAt, { kind: 'reopened', stageKey: hazards.stageKey })
      if (reopened === null) break
      closed = false
      reviseClose(reopened + 1, reopened + typicalDays * 0.7 * DAY)
      continue
    }
    const movedAt = push(stay.left, { kind: 'moved', stageKey: stageKey(stay.next ?? stay.stage) })
    if (movedAt === null) break
    if (rng.chance(0.25)) {
      amount = renegotiate(amount, pipeline.amount.roundYuan, rng)
      story.amountChanges.push({ at: movedAt + 1, amountMinor: amount })
    }
    if (rng.chance(0.35)) {
      const rest = pipeline.stages.slice(stay.next ?? 0).reduce((sum, s) => sum + s.medianDays * 1.4, 0)
      reviseClose(movedAt + 2, movedAt + rest * Math.exp(0.3 * rng.normal()) * DAY)
    }
    if (rng.chance(0.025) && team !== undefined) {
      const next = repKey(segment.teamKey, rng.int(team.reps.length))
      if (next !== owner) story.ownerChanges.push({ at: movedAt + 3, ownerKey: (owner = next) })
    }
  }

  if (!closed) keepOpen(world, story, rng, (at, on) => reviseClose(at, on), () => expectedCloseOn)
  story.closeDateChanges = story.closeDateChanges.filter((c) => c.at < now)
  story.amountChanges = story.amountChanges.filter((c) => c.at < now)
  story.ownerChanges = story.ownerChanges.filter((c) => c.at < now)
  story.products = splitAmount(story.amountChanges.at(-1)?.amountMinor ?? amountMinor, pipeline.productKeys, rng)
  story.activities.sort((a, b) => a.at - b.at)
  return story
}

/** An open deal: close dates that have passed are mostly pushed out, and most deals have a next step, sometimes overdue. */
function keepOpen(world: StoryWorld, story: Story, rng: Rng, revise: (at: number, on: number) => void, current: () => string): void {
  const { now } = world
  const last = story.transitions.at(-1)
  if (last === undefined) return
  for (let i = 0; i < 6; i++) {
    const due = Date.parse(current())
    const at = Math.max(due - rng.int(3) * DAY + 2 * 3_600_000, last.at + 10 + i, (story.closeDateChanges.at(-1)?.at ?? 0) + 1)
    if (at >= now || rng.chance(0.3)) break
    revise(at, Math.max(due, at) + (10 + rng.int(35)) * DAY)
  }
  const quietDays = (now - Math.max(last.at, story.activities.at(-1)?.at ?? 0)) / DAY
  if (!rng.chance(quietDays > 21 ? 0.45 : 0.82)) return
  story.nextStep = { text: rng.pick(nextSteps(phaseOf(last.stageKey))), due: shanghaiDate(now + (rng.chance(0.22) ? -1 - rng.int(7) : rng.int(13)) * DAY) }
}
