import { drawActivity } from './activity-draw.ts'
import type { WorkCalendar } from './calendar.ts'
import { leakSourceDetail, sourceDetails } from './catalog.ts'
import type { Lead, LeadStatus } from './company.ts'
import { citiesOfTeam, companyName, honorific, mobileNumber, personName, titlesOfRole, type CompanyName, type PersonName } from './names.ts'
import type { Campaign, SimulationParams } from './params.ts'
import { spanOf } from './planted.ts'
import type { Rng } from './rng.ts'
import { assignRep, type Segment } from './segments.ts'
import { repKey } from './staff.ts'

/** One working hour in smooth days: a week of 168 hours holds 50 of them. */
const WORK_HOUR = 168 / 50 / 24

/** A lead, and what a deal made from it needs to know. */
export interface LeadDraft {
  lead: Lead
  segment: Segment
  company: CompanyName
  person: PersonName
  /** Smooth time of the conversion; null: not converted before now. */
  convertedAt: number | null
}

export interface LeadWorld {
  params: SimulationParams
  calendar: WorkCalendar
  now: number
  sampleInflow: (rng: Rng) => number
  /** Companies seen so far: now and then a second person of the same company comes in. */
  companies: { company: CompanyName; city: string; teamKey: string; sizeKey: string }[]
}

export function drawSegment(params: SimulationParams, channels: 'leads' | 'direct', rng: Rng): Segment {
  const sizeWeights: Record<string, number> = {}
  for (const [key, size] of Object.entries(params.sizes)) sizeWeights[key] = size.weight
  const sizeKey = rng.weighted(sizeWeights)
  const pipelineKey = rng.weighted(params.sizes[sizeKey]?.pipelines ?? {})
  const teamKey = rng.weighted(params.teamsOfPipeline[pipelineKey] ?? {})
  const team = params.teams[teamKey]
  if (team === undefined) throw new Error(`unknown team ${teamKey}`)
  const channelKey = rng.weighted(channels === 'direct' ? params.directChannels : team.channels)
  return { sizeKey, pipelineKey, teamKey, channelKey, rep: rng.int(team.reps.length) }
}

/** When and from where a lead of the usual inflow comes, or one of a campaign. */
function drawArrival(world: LeadWorld, campaign: Campaign | null, rng: Rng): { segment: Segment; created: number } {
  const { params } = world
  const drawn = drawSegment(params, 'leads', rng)
  const usual = campaign === null ? world.sampleInflow(rng) : 0
  if (campaign === null) return { segment: assignRep(params, drawn, usual, rng), created: usual }
  const { from, until } = spanOf(campaign, params.days)
  const created = from + (Math.min(until, params.days) - from) * rng.next()
  return { segment: assignRep(params, { ...drawn, channelKey: campaign.channelKey, sizeKey: rng.weighted(campaign.sizes) }, created, rng), created }
}

/** @param rng a stream of this lead alone @returns null when it would fall after now, or into an outage of its channel */
export function makeLead(index: number, world: LeadWorld, rng: Rng, campaign: Campaign | null = null): LeadDraft | null {
  const { params, calendar, now } = world
  const flow = rng.fork('flow')
  const { segment, created } = drawArrival(world, campaign, flow)
  const createdAt = calendar.toInstant(created)
  const text = rng.fork('text')
  const known = world.companies.length > 50 && text.chance(0.05) ? text.pick(world.companies) : undefined
  const city = known?.teamKey === segment.teamKey ? known.city : text.pick(citiesOfTeam[segment.teamKey] ?? ['上海'])
  const company = known?.teamKey === segment.teamKey && known.sizeKey === segment.sizeKey ? known.company : companyName(text, city, params.industries)
  world.companies.push({ company, city, teamKey: segment.teamKey, sizeKey: segment.sizeKey })
  if (createdAt >= now || isOut(params, segment.channelKey, created)) return null

  const person = personName(text)
  const title = text.pick(titlesOfRole[text.weighted({ decision_maker: 2, economic_buyer: 1.5, technical_evaluator: 3, user: 3, influencer: 1, coach: 1 })] ?? ['经理'])
  const ownerKey = repKey(segment.teamKey, segment.rep)
  const life = leadLife(params, segment, created, flow)
  const statusHistory: Lead['statusHistory'] = [{ at: createdAt, status: 'new' }]
  let convertedAt: number | null = null
  for (const step of life.steps) {
    const at = Math.max(calendar.toInstant(step.t), (statusHistory.at(-1)?.at ?? createdAt) + 60_000)
    if (at >= now) break
    statusHistory.push({ at, status: step.status })
    if (step.status === 'converted') convertedAt = step.t
  }
  const last = statusHistory.at(-1)
  const firstTouch = statusHistory[1]?.at
  const words = { phase: 'contact' as const, ownerKey, contactKey: null, person: honorific(person.surname, title), product: '智能制造系统', competitor: '其他厂家' }
  const touches: Lead['touches'] = []
  if (firstTouch !== undefined && last !== undefined) {
    const until = last.status === 'working' ? now : last.at
    const n = 1 + text.poisson(last.status === 'invalid' ? 0.8 : 1.6)
    for (let i = 0; i < n; i++) {
      // The first touch is what made the lead `working`.
      const at = i === 0 ? firstTouch : Math.round(firstTouch + (Math.min(until, firstTouch + 20 * 86_400_000) - firstTouch) * text.next() ** 1.5)
      if (at < now) touches.push(drawActivity(i === 0 ? at : calendarHour(at, calendar, world, firstTouch), words, text))
    }
    touches.sort((a, b) => a.at - b.at)
  }
  const leak = params.leaks.find((l) => l.pipelineKey === segment.pipelineKey && l.teamKey === segment.teamKey && l.channelKey === segment.channelKey)
  const leaks = leak !== undefined && created > params.days - leak.daysAgo - 25
  const status = last?.status ?? 'new'
  const unassigned = status === 'new' && created < params.days - 3
  return {
    segment,
    company,
    person,
    convertedAt,
    lead: {
      key: `L${String(index + 1).padStart(5, '0')}`,
      name: person.name,
      company: company.name,
      title,
      phone: mobileNumber(index),
      email: `${person.pinyin}@${company.pinyin}.example.com`,
      city,
      industry: company.industry,
      size: segment.sizeKey,
      channelKey: segment.channelKey,
      sourceDetail: leaks && text.chance(0.8) ? leakSourceDetail : campaign !== null ? campaign.sourceDetail : text.pick(sourceDetails[segment.channelKey] ?? ['其他']),
      createdAt,
      teamKey: segment.teamKey,
      ownerKey: status === 'nurturing' || unassigned ? null : ownerKey,
      statusHistory,
      invalidReason: status === 'invalid' ? life.invalidReason : null,
      touches,
      convertedDealKey: null,
    },
  }
}

function isOut({ outages, days }: SimulationParams, channelKey: string, created: number): boolean {
  return (outages ?? []).some((outage) => {
    const { from, until } = spanOf(outage, days)
    return outage.channelKeys.includes(channelKey) && created >= from && created < until
  })
}

/** Touches between two instants are put back into working hours, but never before the first. */
function calendarHour(at: number, calendar: WorkCalendar, world: LeadWorld, first: number): number {
  const start = world.now - world.params.days * 86_400_000
  return Math.min(Math.max(calendar.toInstant((at - start) / 86_400_000), first + 60_000), world.now - 1)
}

function leadLife(params: SimulationParams, segment: Segment, created: number, rng: Rng) {
  const channel = params.channels[segment.channelKey]
  const team = params.teams[segment.teamKey]
  if (channel === undefined || team === undefined) throw new Error('unknown channel or team')
  const steps: { t: number; status: LeadStatus }[] = []
  const working = created + team.responseHours * Math.exp(rng.normal()) * WORK_HOUR
  const qualifies = rng.chance(channel.qualified)
  const converts = qualifies && rng.chance(channel.converted)
  const qualified = working + 0.1 + 2.5 * rng.exponential()
  const ended = (qualifies ? qualified : working) + 0.2 + (converts ? 3 : 8) * rng.exponential()
  steps.push({ t: working, status: 'working' })
  if (qualifies) steps.push({ t: qualified, status: 'qualified' })
  const invalid = rng.chance(qualifies ? 0.25 : 0.62)
  steps.push({ t: ended, status: converts ? 'converted' : invalid ? 'invalid' : 'nurturing' })
  const invalidReason = rng.weighted({ 空号或错号: 2, 非目标行业: 3, 个人或学生咨询: 2, 同行打探: 1, 无采购计划: 4, 重复线索: 1 })
  return { steps, invalidReason }
}
