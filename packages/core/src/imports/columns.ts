import { dice } from '../lib/similarity.ts'
import { letterKey } from '../lib/text.ts'
import type { ColumnProfile } from './column-profile.ts'
import type { Field, ImportKind } from './fields.ts'
import { fields, importKinds } from './fields.ts'
import { outcomeOf } from './outcome-words.ts'

export interface ColumnGuess {
  column: string
  field: string | null
  /** 0…1; from 0.8 on a name says it outright. */
  confidence: number
  /** What the guess rests on. */
  why: 'name' | 'similar_name' | 'values' | null
  /** The column's name says that its amounts are in thousands, 万 or more: 金额(万元). */
  unit: AmountUnit
}

export const amountUnits = { one: 0, thousand: 3, wan: 4, million: 6, yi: 8 } as const
export type AmountUnit = keyof typeof amountUnits

export interface FileGuess {
  kind: ImportKind
  /** 0…1, against the next likely kind. */
  confidence: number
  columns: ColumnGuess[]
}

/**
 * What kind of file this is and which column goes where, by names in Chinese and English and by what the cells are
 * like. No field is given twice (except those that may be). `wished` fixes the kind.
 */
export function guessColumns(profiles: readonly ColumnProfile[], fileName = '', wished?: ImportKind): FileGuess {
  const guesses = (wished === undefined ? importKinds : [wished]).map((kind) => {
    const columns = assign(kind, profiles)
    return { kind, columns, score: score(kind, columns, profiles, fileName) }
  })
  guesses.sort((a, b) => b.score - a.score)
  const [best, next] = guesses
  if (best === undefined) throw new Error('no kind to guess')
  const total = best.score + Math.max(0, next?.score ?? 0)
  return { kind: best.kind, columns: best.columns, confidence: total <= 0 ? 0 : best.score / total }
}

function assign(kind: ImportKind, profiles: readonly ColumnProfile[]): ColumnGuess[] {
  const pairs: { column: number; field: string; score: number; why: ColumnGuess['why'] }[] = []
  profiles.forEach((profile, column) => {
    for (const [field, definition] of Object.entries(fields[kind] as Record<string, Field>)) {
      const rated = rate(profile, field, definition, profiles)
      if (rated.score >= 0.35) pairs.push({ column, field, ...rated })
    }
  })
  pairs.sort((a, b) => b.score - a.score || a.column - b.column)
  const columns = new Map<number, (typeof pairs)[number]>()
  const taken = new Set<string>()
  for (const pair of pairs) {
    if (columns.has(pair.column) || taken.has(pair.field)) continue
    columns.set(pair.column, pair)
    taken.add(pair.field)
  }
  return profiles.map((profile, i) => {
    const pair = columns.get(i)
    return {
      column: profile.name,
      field: pair?.field ?? null,
      confidence: pair === undefined ? 0 : Math.min(1, Math.round(pair.score * 100) / 100),
      why: pair?.why ?? null,
      unit: unitOf(profile.name),
    }
  })
}

function rate(profile: ColumnProfile, field: string, definition: Field, all: readonly ColumnProfile[]): { score: number; why: ColumnGuess['why'] } {
  const named = byName(profile.name, definition)
  // `Do Not Email` holds no addresses, `Lead Number` no names: a half-right name needs cells that agree.
  const misnamed =
    named < 0.8 && profile.filled > 0 && ((definition.type === 'email' && profile.emailShare < 0.3) || (people.has(field) && profile.numberShare > 0.9))
  const fit = fitOf(profile, definition) * (misnamed ? 0.4 : 1)
  if (named > 0) return { score: named * fit, why: named >= 0.8 ? 'name' : 'similar_name' }
  return { score: byValues(profile, field, definition, all), why: 'values' }
}

/** Fields that hold names of people, companies and deals: numbers are none. */
const people: ReadonlySet<string> = new Set(['name', 'title', 'accountName', 'contactName', 'company', 'owner'])

/** 0…1: how well the header is one of the field's names. */
function byName(header: string, definition: Field): number {
  const bare = letterKey(header.replace(/[（(【[][^）)】\]]*[）)】\]]/g, ''))
  const full = letterKey(header)
  let best = 0
  definition.names.forEach((name, rank) => {
    const wanted = letterKey(name)
    let score = 0
    if (wanted === full || wanted === bare) score = 1 - Math.min(rank, 30) * 0.004
    else if (wanted.length >= 2 && bare.length > wanted.length && contains(header, bare, name, wanted)) score = 0.45 + 0.3 * (wanted.length / bare.length)
    else if (bare.length >= 5 && wanted.length >= 5) {
      const alike = dice(bare, wanted)
      // `resource` is no misspelt `source`.
      if (alike >= 0.8 && !bare.includes(wanted) && !wanted.includes(bare)) score = alike * 0.75
    }
    if (score > best) best = score
  })
  return best
}

/** Chinese names by part of the text, Latin ones by whole words: `lead` is in `lead_source`, not in `misleading`. */
function contains(header: string, bare: string, name: string, wanted: string): boolean {
  if (/[\u3400-\u9fff]/.test(wanted)) return bare.endsWith(wanted) || bare.startsWith(wanted)
  const words = (text: string): string => ` ${text.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `
  return wanted.length >= 3 && words(header).includes(words(name))
}

/** Whether the cells can be what the field needs. An empty column fits anything. */
function fitOf(profile: ColumnProfile, { type }: Field): number {
  if (profile.filled === 0) return 0.9
  const enough = (share: number): number => (share >= 0.8 ? 1 : share >= 0.4 ? 0.8 : 0.2)
  switch (type) {
    case 'date':
      // Bare numbers count a little in dateShare: with the right name they are dates.
      return enough(profile.dateShare >= 0.35 && profile.dateShare <= 0.4 ? 0.8 : profile.dateShare)
    case 'money':
    case 'number':
      if (profile.phoneShare > 0.8) return 0.3
      return profile.dateShare > 0.8 ? 0.2 : enough(type === 'number' ? Math.max(profile.numberShare, percentShare(profile)) : profile.numberShare)
    case 'email':
      return profile.emailShare >= 0.3 ? 1 : 0.6
    case 'phone':
      return profile.emailShare > 0.5 || profile.dateShare > 0.8 ? 0.2 : 1
    case 'name':
      return profile.emailShare > 0.8 || profile.dateShare > 0.8 ? 0.4 : 1
    case 'line':
      return profile.dateShare > 0.8 ? 0.3 : 1
    default:
      return 1
  }
}

/** For a column whose name says nothing. Kept low: a name always wins. */
function byValues(profile: ColumnProfile, field: string, { type }: Field, all: readonly ColumnProfile[]): number {
  if (profile.filled === 0) return 0
  switch (type) {
    case 'email':
      return profile.emailShare > 0.7 ? 0.75 : 0
    case 'phone':
      return profile.phoneShare > 0.7 ? 0.7 : 0
    case 'money': {
      const named = profile.amounts.currencies.length > 0 && profile.numberShare > 0.7
      const only = all.filter((other) => other.numberShare > 0.7 && other.dateShare < 0.7).length === 1
      return named ? 0.6 : only && profile.numberShare > 0.95 && profile.distinct > 20 ? 0.36 : 0
    }
    case 'name': {
      if (field !== 'stage' && field !== 'outcome') return 0
      const said = profile.values.filter(({ value }) => outcomeOf(value) !== null).length
      const both = new Set(profile.values.map(({ value }) => outcomeOf(value))).size >= 2
      if (profile.overflow || profile.distinct > 30 || said === 0 || !both) return 0
      const bare = profile.values.every(({ value }) => outcomeOf(value) !== null)
      return (field === 'outcome') === bare ? 0.6 : 0.5
    }
    default:
      return 0
  }
}

function percentShare(profile: ColumnProfile): number {
  const percents = profile.examples.filter((value) => /^\d+(?:\.\d+)?\s*[%％]$/.test(value)).length
  return profile.examples.length === 0 ? 0 : percents / profile.examples.length
}

const hints: [ImportKind, RegExp][] = [
  ['deals', /商机|机会|opportunit|deal|pipeline|项目/i],
  ['leads', /线索|lead(?!ing)|prospect/i],
  ['accounts', /客户|公司|account|compan|customer/i],
  ['contacts', /联系人|contact|people|person/i],
  ['products', /产品|商品|product|price ?list|价目/i],
  ['events', /event|日志|log|流程|trace|history|变更/i],
]

function score(kind: ImportKind, columns: readonly ColumnGuess[], profiles: readonly ColumnProfile[], fileName: string): number {
  const found = new Map<string, number>()
  let sum = 0
  columns.forEach((guess) => {
    if (guess.field === null) return
    found.set(guess.field, guess.confidence)
    const field: Field | undefined = (fields[kind] as Record<string, Field>)[guess.field]
    sum += (field?.weight ?? 0.15) * guess.confidence
  })
  const has = (name: string): number => found.get(name) ?? 0
  const hint = hints.find(([hinted]) => hinted === kind)?.[1]
  if (hint?.test(fileName) === true) sum += 0.6
  const headers = profiles.filter((profile) => hint?.test(profile.name) === true).length
  if (kind !== 'accounts' && kind !== 'products') sum += Math.min(headers, 3) * 0.3
  switch (kind) {
    case 'events': {
      if (Math.min(has('caseKey'), has('activity'), has('at')) < 0.4) return 0
      const cases = profiles[columns.findIndex((column) => column.field === 'caseKey')]
      const activities = profiles[columns.findIndex((column) => column.field === 'activity')]
      // One row a case is no log of events, and free text is no activity.
      const repeats = cases !== undefined && cases.distinct < cases.counted * 0.8
      const few = activities !== undefined && !activities.overflow && activities.distinct <= Math.max(30, activities.filled * 0.2)
      return repeats && few ? sum + 2 : 0
    }
    case 'deals':
      return Math.max(has('stage'), has('outcome')) + has('amount') + has('closedAt') + has('expectedCloseOn') < 0.5 ? sum * 0.4 : sum
    case 'leads':
      // A stage and an amount make it a list of deals.
      return has('name') + has('phone') + has('email') + has('company') + has('source') < 0.6 ? sum * 0.4 : sum
    case 'accounts':
    case 'contacts':
    case 'products':
      return has('name') < 0.4 ? 0 : sum * (profiles.length > 20 ? 0.6 : 1)
  }
}

/** 金额(万元) → wan; amount (k) → thousand. */
function unitOf(header: string): AmountUnit {
  const unit = /[（(【[]\s*(?:单位[:：]?)?\s*([^）)】\]]*)[）)】\]]/.exec(header)?.[1]?.toLowerCase().trim() ?? ''
  if (/^亿/.test(unit)) return 'yi'
  if (/^百万|^million|^mm$/.test(unit)) return 'million'
  if (/^[万萬]/.test(unit)) return 'wan'
  return /^千|^k|^thousand/.test(unit) ? 'thousand' : 'one'
}
