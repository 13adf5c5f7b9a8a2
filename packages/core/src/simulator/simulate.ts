import { continuousCalendar, workCalendar } from './calendar.ts'
import { companyTitle, competitors, products, projectNames, tags } from './catalog.ts'
import type { Account, Company, Contact, Deal, Lead } from './company.ts'
import { dealPath } from './deal-path.ts'
import { dealStory } from './deal-story.ts'
import { inflowSampler } from './inflow.ts'
import { drawSegment, makeLead, type LeadDraft, type LeadWorld } from './leads.ts'
import { citiesOfTeam, companyName, honorific, mobileNumber, personName, titlesOfRole, type CompanyName } from './names.ts'
import type { Campaign, SimulationParams } from './params.ts'
import { plantedChanges } from './planted.ts'
import { createRng, type Rng } from './rng.ts'
import { assignRep, type Segment } from './segments.ts'
import { makeStaff, repKey, teams } from './staff.ts'

const DAY = 86_400_000

interface AccountBook {
  account: Account
  company: CompanyName
  segment: Segment
  contacts: { contact: Contact; surname: string }[]
  wonAt: number
}

/** A deal about to happen: from a lead, or direct. Times in smooth days. */
interface Opening {
  created: number
  segment: Segment
  draft: LeadDraft | null
  rng: Rng
}

/**
 * A whole company with its past, from parameters alone: the same `(params, seed, now)` gives the same data, byte for byte.
 * @param now UTC ms; everything lies in `[company.start, now)`, and `start` is about `params.days` before
 */
export function simulate(params: SimulationParams, seed: number, now: number): Company {
  const root = createRng(seed)
  const start = now - params.days * DAY
  const calendar = params.workingHours ? workCalendar(start, now) : continuousCalendar(start)
  const sampleInflow = inflowSampler(params, start)
  const users = makeStaff(params, root.fork('staff'))

  const world: LeadWorld = { params, calendar, now, sampleInflow, companies: [] }
  const leads: Lead[] = []
  const openings: Opening[] = []
  const changes = plantedChanges(params)
  let numbered = 0
  const bringIn = (name: string, campaign: Campaign | null) => {
    const draft = makeLead(numbered++, world, root.fork(name), campaign)
    if (draft === null) return
    leads.push(draft.lead)
    if (draft.convertedAt !== null) openings.push({ created: draft.convertedAt, segment: draft.segment, draft, rng: root.fork(`deal of ${name}`) })
  }
  for (let i = 0; i < params.leads; i++) bringIn(`lead ${i}`, null)
  for (const campaign of params.campaigns ?? []) {
    for (let i = 0; i < campaign.leads; i++) bringIn(`lead ${i} of ${campaign.key}`, campaign)
  }
  for (let i = 0; i < params.directDeals; i++) {
    const rng = root.fork(`direct deal ${i}`)
    const created = sampleInflow(rng)
    openings.push({ created, segment: assignRep(params, drawSegment(params, 'direct', rng), created, rng), draft: null, rng })
  }
  openings.sort((a, b) => a.created - b.created)

  const books: AccountBook[] = []
  const byName = new Map<string, AccountBook>()
  const bySegment = new Map<string, AccountBook[]>()
  const contacts: Contact[] = []
  const deals: Deal[] = []
  let phones = numbered

  const openAccount = (company: CompanyName, city: string, segment: Segment, createdAt: number): AccountBook => {
    const known = byName.get(company.name)
    if (known !== undefined) return known
    const account: Account = {
      key: `A${String(books.length + 1).padStart(5, '0')}`,
      name: company.name,
      industry: company.industry,
      size: segment.sizeKey,
      city,
      ownerKey: repKey(segment.teamKey, segment.rep),
      channelKey: segment.channelKey,
      createdAt,
    }
    const book: AccountBook = { account, company, segment, contacts: [], wonAt: Infinity }
    books.push(book)
    byName.set(company.name, book)
    const peers = bySegment.get(peerKey(segment))
    if (peers === undefined) bySegment.set(peerKey(segment), [book])
    else peers.push(book)
    return book
  }
  const addContact = (book: AccountBook, surname: string, data: Pick<Contact, 'name' | 'title' | 'phone' | 'email' | 'wechat'>, createdAt: number, ownerKey: string) => {
    const contact: Contact = { key: `C${String(contacts.length + 1).padStart(5, '0')}`, accountKey: book.account.key, ...data, ownerKey, createdAt }
    contacts.push(contact)
    const entry = { contact, surname }
    book.contacts.push(entry)
    return entry
  }

  for (const { created, segment, draft, rng } of openings) {
    const createdAt = draft?.lead.statusHistory.at(-1)?.at ?? calendar.toInstant(created)
    if (createdAt >= now) continue
    const text = rng.fork('text')
    const ownerKey = repKey(segment.teamKey, segment.rep)
    const past = draft === null ? (bySegment.get(peerKey(segment)) ?? []).filter((b) => b.wonAt < createdAt) : []
    const repeat = past.length > 0 && text.chance(0.8)
    const city = draft?.lead.city ?? text.pick(citiesOfTeam[segment.teamKey] ?? ['上海'])
    const book = repeat ? text.pick(past) : openAccount(draft?.company ?? companyName(text, city, params.industries), city, segment, createdAt)

    const people: { key: string; called: string }[] = []
    const roles: Deal['contacts'] = []
    const involve = (entry: AccountBook['contacts'][number], role: string) => {
      if (roles.some((r) => r.contactKey === entry.contact.key)) return
      people.push({ key: entry.contact.key, called: honorific(entry.surname, entry.contact.title) })
      roles.push({ contactKey: entry.contact.key, role })
    }
    if (draft !== null) {
      const { name, title, phone, email } = draft.lead
      involve(addContact(book, draft.person.surname, { name, title, phone, email, wechat: text.chance(0.5) ? draft.person.pinyin.replace('.', '_') : null }, createdAt, ownerKey), roleOfTitle(title))
    }
    for (const entry of book.contacts.slice(0, 2)) involve(entry, roleOfTitle(entry.contact.title))
    const more = roles.length === 0 ? 1 : text.poisson(segment.pipelineKey === 'large_equipment' ? 2.2 : segment.pipelineKey === 'standard' ? 1.1 : 0.3)
    for (let i = 0; i < Math.min(more, 4); i++) {
      const role = text.weighted({ decision_maker: 3, economic_buyer: 2, technical_evaluator: 2.5, user: 2, influencer: 1, coach: 1, opponent: 0.5 })
      const person = personName(text)
      const contact = { name: person.name, title: text.pick(titlesOfRole[role] ?? ['经理']), phone: mobileNumber(phones++), email: `${person.pinyin}@${book.company.pinyin}.example.com`, wechat: null }
      involve(addContact(book, person.surname, contact, createdAt, ownerKey), role)
    }

    // One more week than there is: the calendar may pull an event forward to before now.
    const { industry, city: place } = book.account
    const path = dealPath(params, changes, segment, { industry, city: place }, created, params.days + 8, rng.fork('path'))
    const story = dealStory({ params, changes, calendar, now }, segment, { industry, city: place }, path, createdAt, people, repeat, rng.fork('story'))
    const deal: Deal = {
      key: `D${String(deals.length + 1).padStart(5, '0')}`,
      title: `${book.company.short} ${text.pick(projectNames(segment.pipelineKey))}`,
      pipelineKey: segment.pipelineKey,
      accountKey: book.account.key,
      contacts: roles,
      teamKey: segment.teamKey,
      channelKey: segment.channelKey,
      size: segment.sizeKey,
      currency: 'CNY',
      createdAt,
      leadKey: draft?.lead.key ?? null,
      ...story,
    }
    deals.push(deal)
    if (draft !== null) draft.lead.convertedDealKey = deal.key
    const last = deal.transitions.at(-1)
    if (last?.kind === 'won') book.wonAt = Math.min(book.wonAt, last.at)
  }

  return {
    name: companyTitle,
    seed,
    // The calendar may pull the first events forward into the week's working days.
    start: Math.min(start, calendar.toInstant(0)),
    now,
    pipelineKeys: params.pipelines.map((p) => p.key),
    channelKeys: Object.keys(params.channels),
    teams: [...teams],
    users,
    products: [...products],
    tags: [...tags],
    competitors: [...(params.competitors ?? competitors)],
    leads: leads.sort((a, b) => a.createdAt - b.createdAt),
    accounts: books.map((b) => b.account),
    contacts,
    deals,
    leaks: params.leaks.map((l) => ({
      key: l.key,
      since: calendar.toInstant(params.days - l.daysAgo),
      pipelineKey: l.pipelineKey,
      stageKey: l.stageKey,
      teamKey: l.teamKey,
      channelKey: l.channelKey,
      description: {
        zh: `从 ${l.daysAgo} 天前起：${l.pipelineKey} / ${l.teamKey} / ${l.channelKey} 的商机在 ${l.stageKey} 阶段，推进风险率 ×${l.factor.forward}，丢单风险率 ×${l.factor.lost}；其中 ${l.lossReasonShare * 100}% 的丢单原因为 ${l.lossReasonKey}。`,
        en: `From ${l.daysAgo} days ago: deals of ${l.pipelineKey} / ${l.teamKey} / ${l.channelKey} in ${l.stageKey} have their forward hazard × ${l.factor.forward} and their loss hazard × ${l.factor.lost}; ${l.lossReasonShare * 100} % of these losses carry the reason ${l.lossReasonKey}.`,
      },
    })),
  }
}

const peerKey = (s: Segment) => `${s.pipelineKey} ${s.teamKey} ${s.sizeKey}`

function roleOfTitle(title: string): string {
  return Object.entries(titlesOfRole).find(([, titles]) => titles.includes(title))?.[0] ?? 'user'
}
