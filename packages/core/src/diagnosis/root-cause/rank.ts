import { dayNumber } from '../days.ts'
import type { Said } from '../said.ts'
import { attributeFindings, capacityFinding, generalFinding, segmentFinding, systemFinding, wordFinding } from './as-finding.ts'
import { adjustedPs } from './adjusted-ps.ts'
import { conversionCandidates, growthCandidates, type Candidate } from './candidates.ts'
import { withSupport } from './support.ts'
import { judgeCapacity, type MixOf } from './capacity.ts'
import { changeOf, withKnown } from './change.ts'
import type { Finding, RootCause } from './finding.ts'
import type { Cut, RootCauseInput } from './input.ts'
import { apart, inOrder, traitsInOrder, withOrigins } from './origins.ts'
import { overRepresented } from './over-represented.ts'
import { stockSplit } from './stock-split.ts'
import { systemFaults } from './system-fault.ts'
import { tellingWords } from './telling-words.ts'
import { tell } from '../tell.ts'

const dayMs = 86_400_000

export type RootCauseOptions = {
  /** Least deals of a segment over both periods; of one that a rate is judged by, in each. */
  minN: number
  /** Limit of the adjusted p of one dimension's segments; of a pair's, where many more are looked at. */
  maxP: number
  maxPairP: number
  /** A finding explains at least this share. */
  minShare: number
  /** A pair is named beside its dimensions when it explains so much more than the better of them. */
  pairGain: number
  limit: number
}
export const rootCauseOptions: RootCauseOptions = { minN: 20, maxP: 0.03, maxPairP: 0.005, minShare: 0.1, pairGain: 0.2, limit: 8 }

/**
 * Why a figure changed between two periods. In this order: what the system did; what explains most of the change by mix, rate
 * or growth of segments of every dimension and pair (a finding that follows from another stands right behind it); too much
 * work; what the stuck or lost group has in common; what its notes say. Everything tested is corrected together
 * (Benjamini–Hochberg). When nothing explains the change, it says so: `no_clear_cause`.
 * Works on counts: its cost grows with the number of segments, not of deals.
 */
export function rootCause(input: RootCauseInput, options: RootCauseOptions = rootCauseOptions): RootCause {
  const days = (range: { from: string; to: string }) => dayNumber(range.to) - dayNumber(range.from)
  const scale = { daysBefore: days(input.before), daysAfter: days(input.after) }
  const singles = input.cuts.filter(({ dimensions }) => dimensions.length === 1)
  const pairs = input.cuts.filter(({ dimensions }) => dimensions.length === 2)
  const change = withKnown(changeOf(input.what, singles[0] ?? pairs[0], scale, options.minN), input.known ?? null, options.minN)
  const conversion = changeOf('conversion', singles[0] ?? pairs[0], scale, options.minN)
  const split = input.flow === null ? null : stockSplit(input.flow.before, input.flow.after)

  const faults = systemFaults(input.events, { onset: input.onset, until: Math.max(input.onset, dayNumber(input.after.to) * dayMs), count: input.changeCount, what: input.what, isFall: (change.delta ?? 0) < 0 }).map((fault) => systemFinding(fault, input))
  const rejectedWith = (capacity: ReturnType<typeof judgeCapacity>) => [
    // The nearest few: what happened long before explains nothing to anybody.
    ...(faults.length === 0 ? [systemFinding(null, input)] : faults.filter((fault) => fault.rejected !== null).slice(0, 3)),
    ...(capacity === null || capacity.accepted ? [] : [capacityFinding(capacity, input)]),
  ]
  const base = { change, stockSplit: split }
  if (!change.real || change.delta === null)
    return { ...base, rejected: rejectedWith(judgeCapacity(input.capacity)), findings: [], explainedShare: 0, verdict: 'no_clear_cause', tested: 0, said: tell('root.not_real', { what: input.what, before: change.before, after: change.after, n: change.n, p: change.p, stage: input.stageId }) }

  // A stock that grows while conversion seems to fall is looked at from both sides; the parts are tested themselves.
  const against = conversion.p !== null && conversion.p < 0.2 && Math.sign(conversion.delta ?? 0) === -Math.sign(change.delta)
  const byConversion = input.what === 'conversion' || (input.what === 'stock' && against)
  const factor = input.what === 'inflow' && scale.daysBefore > 0 ? scale.daysAfter / scale.daysBefore : 1
  const { what } = input
  const of = (cut: Cut): Candidate[] => [...(byConversion ? conversionCandidates(cut, options) : []), ...(what === 'conversion' ? [] : growthCandidates(cut, what, factor, options))]
  const candidates = input.cuts.flatMap(of)
  const attributes = overRepresented(input.groupCuts, 5)
  const tests = [
    ...candidates.map(({ kind, dimensions, p }) => ({ family: `${kind}:${dimensions.join('|')}`, p, isPair: dimensions.length === 2 })),
    ...attributes.map(({ dimension, p }) => ({ family: `attribute:${dimension}`, p, isPair: false })),
  ]
  // The few dimensions and the many pairs are corrected apart (Efron, Ann. Appl. Stat. 2 (2008) 197): else each dimension would pay for all pairs.
  const [ofSingles, ofPairs] = [false, true].map((isPair) => adjustedPs(tests.filter((one) => one.isPair === isPair))) as [number[], number[]]
  let [single, pair] = [0, 0]
  const adjusted = tests.map(({ isPair }) => (isPair ? ofPairs[pair++] : ofSingles[single++]) ?? 1)
  const pOf = new Map(candidates.map((candidate, i) => [candidate, adjusted[i] ?? 1]))
  const passed = candidates.filter((candidate) => (pOf.get(candidate) ?? 1) <= (candidate.dimensions.length === 1 ? options.maxP : options.maxPairP) && candidate.share >= options.minShare)
  const singleOf = new Map(candidates.filter(({ dimensions }) => dimensions.length === 1).map((candidate) => [keyOf(candidate), candidate]))
  const common = attributes
    .map((attribute, i) => ({ ...attribute, p: adjusted[candidates.length + i] ?? 1 }))
    .filter((attribute) => attribute.p <= options.maxP && attribute.excess >= options.minShare && attribute.shareGroup - attribute.shareRest >= 0.1)
  const supported = withSupport(passed, [...singleOf.values()].filter(({ share }) => share >= options.minShare), common, pairs)

  const byDimension = mergeByDimension([...passed.filter(({ dimensions }) => dimensions.length === 1), ...supported.keys()])
  const byPair = tellingPairs(passed.filter(({ dimensions }) => dimensions.length === 2), singleOf, options)
  const replaced = (group: Candidate[]) => byPair.some((pair) => pair.kind !== 'mix' && group[0] !== undefined && pair.dimensions.includes(group[0].dimensions[0] ?? '') && pair.values[pair.dimensions.indexOf(group[0].dimensions[0] ?? '')] === group[0].values[0])
  const segments = [...byDimension.filter((group) => !replaced(group)), ...byPair.map((pair) => [pair])].map((group) => segmentFinding(group, supported.get(group[0] as Candidate) ?? pOf.get(group[0] as Candidate) ?? 1, input))
  const ordered = inOrder(withOrigins(segments, pairs, what, options.minN))
  const { merged, alone } = attributeFindings(ordered, common, input)
  const capacity = judgeCapacity(input.capacity, undefined, mixByOwner(ordered, pairs))
  const words = input.words === null ? [] : tellingWords(input.words.group, input.words.rest)
  const accepted = faults.filter((fault) => fault.rejected === null)
  const [own, details] = apart(merged)
  const [traits, consequences] = apart(traitsInOrder(alone, own, pairs))
  // What notes say stands before traits that are weak beside the strongest.
  const strongest = common.reduce((most, { excess }) => Math.max(most, excess), 0)
  const isStrong = ({ share }: Finding) => (share ?? 0) >= strongest / 2
  const main: Finding[] = [
    ...accepted, ...own, ...(capacity?.accepted === true ? [capacityFinding(capacity, input)] : []), ...traits.filter(isStrong), ...(words.length > 0 ? [wordFinding(words, input)] : []),
    ...traits.filter((trait) => !isStrong(trait)), ...details, ...consequences,
  ]
  const explainedShare = Math.max(0, Math.min(1, main[0]?.shareOf === 'group' ? 0 : (main[0]?.share ?? 0)))
  // Against other deals of the same time, a trait or a word is a difference that may always have been there.
  const isCause = (finding: Finding) => finding.shareOf !== 'group' || input.groupRest === 'earlier'
  const verdict = main.some(isCause) ? 'causes' : 'no_clear_cause'
  const general = byConversion && explainedShare < 0.5 ? generalFinding(singles, conversion, explainedShare, input, options.minN) : null
  const findings = [...main.slice(0, options.limit - (general === null ? 0 : 1)), ...(general === null ? [] : [general])]
  const said: Said = tell(verdict === 'causes' ? 'root.causes' : 'root.no_clear_cause', { what, before: change.before, after: change.after, relative: change.relative, stage: input.stageId, share: explainedShare, tested: candidates.length + attributes.length, count: findings.length })
  return { ...base, rejected: rejectedWith(capacity), findings, explainedShare, verdict, tested: candidates.length + attributes.length, said }
}

/** The deals of some owners by the dimension that moved most, from the pair of the two; null where there is none. */
function mixByOwner(ordered: readonly Finding[], pairs: readonly Cut[]): MixOf | null {
  const [dimension] = ordered.find(({ kind, dimensions }) => kind !== 'rate' && dimensions.length === 1 && dimensions[0] !== 'owner')?.dimensions ?? []
  const pair = dimension === undefined ? undefined : pairs.find(({ dimensions }) => dimensions.includes('owner') && dimensions.includes(dimension))
  if (pair === undefined) return null
  const at = pair.dimensions.indexOf('owner')
  return (owners) => pair.cells.filter(({ values }) => owners.has(values[at] ?? '')).map(({ values, before, after }) => ({ values: [values[1 - at] ?? ''], before, after }))
}

const keyOf = ({ kind, dimensions, values }: Pick<Candidate, 'kind' | 'dimensions' | 'values'>): string => JSON.stringify(kind === 'mix' ? [kind, dimensions] : [kind, dimensions, values])

const strength: Record<Candidate['kind'], number> = { mix: 0, rate: 1, inflow: 2, stock: 2 }

/**
 * What was found about one dimension as one or two groups, each led by its strongest kind: a mix effect takes the growth of
 * its segments with it, and the rate of the segment that leads it; another segment whose rate changed takes its own growth.
 */
function mergeByDimension(passed: readonly Candidate[]): Candidate[][] {
  const groups: Candidate[][] = []
  for (const dimension of new Set(passed.map(({ dimensions }) => dimensions[0]))) {
    const own = passed.filter(({ dimensions }) => dimensions[0] === dimension).sort((a, b) => strength[a.kind] - strength[b.kind] || b.share - a.share)
    const rateOf = (values: readonly string[]) => own.find((one) => one.kind === 'rate' && one.values[0] === values[0])
    // A rep who lets deals lie has more of those decided late, too: what explains more leads.
    const mix = own.filter(({ kind, share, values }) => kind === 'mix' && share >= (rateOf(values)?.share ?? 0))
    const rate = own.filter(({ kind, values }) => kind === 'rate' && values[0] !== mix[0]?.values[0])
    const growth = own.filter(({ kind }) => kind === 'stock' || kind === 'inflow')
    const ratesOwn = growth.filter(({ values }) => values[0] === rate[0]?.values[0])
    if (mix.length > 0) groups.push([...mix, ...own.filter((one) => one.kind === 'rate' && !rate.includes(one)), ...growth.filter((one) => !ratesOwn.includes(one))])
    else if (growth.length > ratesOwn.length && rate.length === 0) groups.push(growth)
    if (rate.length > 0) groups.push([...rate, ...ratesOwn])
  }
  return groups
}

/**
 * Pairs worth naming: by mix, when the two together explain clearly more than either alone; by rate or growth, when one cell
 * carries nearly all of what either of its values carries, with at most 6 tenths of the deals.
 */
function tellingPairs(passed: readonly Candidate[], all: ReadonlyMap<string, Candidate>, { pairGain }: RootCauseOptions): Candidate[] {
  const single = (pair: Candidate, i: number) => all.get(keyOf({ kind: pair.kind, dimensions: [pair.dimensions[i] ?? ''], values: [pair.values[i] ?? ''] }))
  return passed
    .filter((pair) => {
      const parts = [single(pair, 0), single(pair, 1)]
      const better = Math.max(0, ...parts.map((part) => part?.share ?? 0))
      if (pair.kind === 'mix') return pair.share >= better + pairGain && pair.interval.low > better
      return parts.every((part) => part === undefined || (pair.share >= 0.85 * part.share && pair.n <= 0.6 * part.n))
    })
    .sort((a, b) => b.share - a.share)
    .slice(0, 3)
}
