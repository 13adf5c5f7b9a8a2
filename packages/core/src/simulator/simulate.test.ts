import { expect, test } from 'vitest'
import { activityKinds } from '../config/activity-kinds.ts'
import { defaultChannels } from '../config/channels.ts'
import { defaultContactRoles } from '../config/contact-roles.ts'
import { defaultLossReasons } from '../config/loss-reasons.ts'
import type { Company } from './company.ts'
import { demoParams } from './demo-params.ts'
import { scaleParams } from './scale-params.ts'
import { simulate } from './simulate.ts'

const NOW = Date.parse('2026-06-17T06:30:00Z')
const demo = simulate(demoParams, 1, NOW)

/** FNV-1a over the JSON text. */
function hash(company: Company): number {
  const text = JSON.stringify(company)
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return h >>> 0
}
const rising = (instants: readonly number[]) => instants.every((t, i) => i === 0 || t > (instants[i - 1] ?? 0))
const count = <T>(items: readonly T[], test: (item: T) => boolean) => items.filter(test).length

test('the same seed gives the same company, another seed another one', () => {
  const small = scaleParams(demoParams, 0.03)
  const a = hash(simulate(small, 7, NOW))
  expect(hash(simulate(small, 7, NOW))).toBe(a)
  expect(hash(simulate(small, 8, NOW))).not.toBe(a)
  expect(hash(simulate(small, 7, NOW + 86_400_000))).not.toBe(a)
  expect(hash(simulate(demoParams, 1, NOW))).toBe(hash(demo))
})

test('the demo company has the promised size', () => {
  expect(demo.leads.length).toBeGreaterThanOrEqual(7950)
  expect(demo.leads.length).toBeLessThanOrEqual(8000)
  expect(demo.deals.length).toBeGreaterThan(1850)
  expect(demo.deals.length).toBeLessThan(2200)
  expect(demo.pipelineKeys).toHaveLength(3)
  expect(demo.channelKeys).toHaveLength(8)
  expect(demo.products).toHaveLength(12)
  expect(count(demo.users, (u) => u.role === 'rep')).toBe(20)
  expect(demo.users).toHaveLength(29)
  expect(count(demo.deals, (d) => !['won', 'lost'].includes(d.transitions.at(-1)?.kind ?? ''))).toBeGreaterThan(150)
})

test('a small one has some 60 deals', () => {
  const { deals } = simulate(scaleParams(demoParams, 0.03), 3, NOW)
  expect(deals.length).toBeGreaterThan(40)
  expect(deals.length).toBeLessThan(85)
})

test('every history is in order, within the company\'s time, and coherent', () => {
  const bad: string[] = []
  const inside = (t: number) => Number.isInteger(t) && t >= demo.start && t < demo.now
  for (const d of demo.deals) {
    const fail = (why: string) => bad.push(`${d.key}: ${why}`)
    const at = d.transitions.map((t) => t.at)
    if (!at.every(inside) || !rising(at)) fail('transitions out of order')
    if (at[0] !== d.createdAt || d.transitions[0]?.kind !== 'created') fail('does not begin with its creation')
    let stage = ''
    let open = true
    d.transitions.forEach((t, i) => {
      if (t.kind === 'won' || t.kind === 'lost') {
        if (!open || t.stageKey !== stage || (t.kind === 'lost') !== (t.lossReasonKey !== undefined)) fail(`bad end ${i}`)
        open = false
        return
      }
      if (open !== (t.kind !== 'reopened') && i > 0) fail(`bad ${t.kind} ${i}`)
      if (t.kind === 'moved' && t.stageKey === stage) fail(`moved to where it is ${i}`)
      open = true
      stage = t.stageKey
    })
    for (const list of [d.amountChanges, d.closeDateChanges, d.ownerChanges]) {
      const times = list.map((c) => c.at)
      if (!times.every((t) => inside(t) && t > d.createdAt) || !rising(times)) fail('changes out of order')
    }
    for (const a of d.activities) if (!inside(a.at) || a.at <= d.createdAt) fail('activity out of time')
    const amount = d.amountChanges.at(-1)?.amountMinor ?? d.amountMinor
    if (!Number.isSafeInteger(amount) || amount <= 0) fail('amount')
    if (d.products.reduce((s, p) => s + p.quantity * p.priceMinor, 0) !== amount || d.products.some((p) => p.priceMinor < 0)) fail('products do not add up')
    if (d.contacts.length === 0) fail('no contact')
    if (!open && d.nextStep !== null) fail('closed with a next step')
  }
  for (const l of demo.leads) {
    const at = l.statusHistory.map((s) => s.at)
    if (!at.every(inside) || !rising(at) || at[0] !== l.createdAt) bad.push(`${l.key}: status history`)
    if (!l.touches.every((t) => inside(t.at) && t.at > l.createdAt)) bad.push(`${l.key}: touch out of time`)
    if ((l.statusHistory.at(-1)?.status === 'converted') !== (l.convertedDealKey !== null)) bad.push(`${l.key}: conversion`)
  }
  expect(bad).toEqual([])
})

test('every reference leads somewhere, every key is known to the configuration', () => {
  const keys = <T extends { key: string }>(items: readonly T[]) => new Map(items.map((i) => [i.key, i]))
  const [accounts, contacts, users, leads, products] = [keys(demo.accounts), keys(demo.contacts), keys(demo.users), keys(demo.leads), keys(demo.products)]
  const reasons = new Set(defaultLossReasons.flatMap((g) => g.reasons.map((r) => r.key)))
  const roles = keys(defaultContactRoles)
  const channels = keys(defaultChannels)
  const kinds = keys(activityKinds)
  const teams = keys(demo.teams)
  const bad: string[] = []
  for (const d of demo.deals) {
    const ok =
      accounts.has(d.accountKey) &&
      (accounts.get(d.accountKey)?.createdAt ?? Infinity) <= d.createdAt &&
      channels.has(d.channelKey) &&
      teams.has(d.teamKey) &&
      [d.ownerKey, ...d.ownerChanges.map((c) => c.ownerKey)].every((u) => users.get(u)?.role === 'rep') &&
      d.contacts.every((c) => roles.has(c.role) && contacts.get(c.contactKey)?.accountKey === d.accountKey) &&
      new Set(d.contacts.map((c) => c.contactKey)).size === d.contacts.length &&
      d.transitions.every((t) => t.lossReasonKey === undefined || reasons.has(t.lossReasonKey)) &&
      d.products.every((p) => products.has(p.productKey)) &&
      d.activities.every((a) => a.outcome === null || (kinds.get(a.kind)?.outcomes ?? []).some((o) => o.key === a.outcome)) &&
      (d.leadKey === null || (leads.get(d.leadKey)?.convertedDealKey === d.key && leads.get(d.leadKey)?.statusHistory.at(-1)?.at === d.createdAt))
    if (!ok) bad.push(d.key)
  }
  for (const u of demo.users) if (!teams.has(u.teamKey)) bad.push(u.key)
  expect(bad).toEqual([])
  for (const list of [demo.users.map((u) => u.email), demo.users.map((u) => u.name), demo.accounts.map((a) => a.name), demo.leads.map((l) => l.phone)]) {
    expect(new Set(list).size).toBe(list.length)
  }
  expect(demo.users.every((u) => u.email.endsWith('@example.com'))).toBe(true)
})

test.each(['2026-02-20T02:00:00Z', '2026-10-03T23:00:00Z', '2026-11-22T10:00:00Z', '2027-01-01T00:00:00Z', '2024-02-29T16:00:00Z'])('at whatever instant it ends (%s), everything lies before it', (now) => {
  const company = simulate(scaleParams(demoParams, 0.2), 1, Date.parse(now))
  const instants = [
    ...company.deals.flatMap((d) => [...d.transitions, ...d.activities, ...d.amountChanges, ...d.closeDateChanges, ...d.ownerChanges].map((x) => x.at)),
    ...company.leads.flatMap((l) => [...l.statusHistory, ...l.touches].map((x) => x.at)),
  ]
  expect(count(instants, (t) => t >= company.start && t < company.now)).toBe(instants.length)
  expect(company.deals.every((d) => rising(d.transitions.map((t) => t.at)))).toBe(true)
  // The last weeks are not empty: the demo looks alive on the day it is started.
  expect(count(company.deals, (d) => d.createdAt > company.now - 21 * 86_400_000)).toBeGreaterThan(5)
})

test('people work from 9 to 19 in Shanghai, not at weekends', () => {
  const instants = [...demo.deals.flatMap((d) => [...d.transitions, ...d.activities]), ...demo.leads.flatMap((l) => [...l.statusHistory, ...l.touches])].map((x) => new Date(x.at + 8 * 3_600_000))
  expect(count(instants, (t) => t.getUTCDay() % 6 === 0 || t.getUTCHours() < 9 || t.getUTCHours() >= 20) / instants.length).toBeLessThan(0.001)
  // National Day week is quiet.
  expect(count(instants, (t) => t.getUTCMonth() === 9 && t.getUTCDate() <= 7)).toBe(0)
})

test('the past has what a past has: reopened, moved back, skipped, no next step, renegotiated, repeat business, no text left unfilled', () => {
  expect(count(demo.deals, (d) => d.transitions.some((t) => t.kind === 'reopened'))).toBeGreaterThan(20)
  expect(count(demo.deals, (d) => d.transitions.filter((t) => t.stageKey === 'needs_confirmed' && t.kind === 'moved').length > 1)).toBeGreaterThan(10)
  expect(count(demo.deals, (d) => d.pipelineKey === 'standard' && d.transitions[1]?.stageKey === 'solution_demo')).toBeGreaterThan(10)
  const open = demo.deals.filter((d) => !['won', 'lost'].includes(d.transitions.at(-1)?.kind ?? ''))
  const withoutStep = count(open, (d) => d.nextStep === null) / open.length
  expect(withoutStep).toBeGreaterThan(0.1)
  expect(withoutStep).toBeLessThan(0.5)
  expect(count(demo.deals, (d) => d.amountChanges.length > 0)).toBeGreaterThan(300)
  expect(count(demo.deals, (d) => d.ownerChanges.length > 0)).toBeGreaterThan(20)
  expect(count(demo.deals, (d) => d.tags.includes('老客户'))).toBeGreaterThan(50)
  expect(count(demo.leads, (l) => l.ownerKey === null)).toBeGreaterThan(500)
  expect(demo.deals.flatMap((d) => d.activities).some((a) => /\{|\}|undefined/.test(a.body))).toBe(false)
})
