import { ratio } from '../../lib/ratio.ts'
import type { Said } from '../said.ts'
import type { Candidate } from './candidates.ts'
import type { Capacity } from './capacity.ts'
import { causesOfSegment, causesOfWords } from './cause-codes.ts'
import type { DealGroup, Finding, RootCause } from './finding.ts'
import type { Cut, RootCauseInput } from './input.ts'
import type { OverRepresented } from './over-represented.ts'
import type { SystemFault } from './system-fault.ts'
import type { TellingWord } from './telling-words.ts'
import { tell } from '../tell.ts'

const none = { dimensions: [], values: [], segments: [], interval: null, followsFrom: null, words: [], rejected: null, deals: null } satisfies Partial<Finding>

const group = (input: RootCauseInput, of: DealGroup['of'], dimensions: readonly string[], values: readonly string[], words: string[] = []): DealGroup => ({
  pipelineId: input.pipelineId, stageId: input.stageId, values: dimensions.map((dimension, i) => ({ dimension, value: values[i] ?? '' })), of, period: 'after', words,
})

/** A group of candidates about one dimension (or one pair), the strongest first. */
export function segmentFinding(found: readonly Candidate[], p: number, input: RootCauseInput): Finding {
  const [main, ...others] = found as [Candidate, ...Candidate[]]
  const lead = main.segments[0]
  const growth = others.find(({ kind, values }) => (kind === 'stock' || kind === 'inflow') && values.join() === main.values.join())
  const stock = growth ?? (main.kind === 'stock' ? main : undefined)
  const evidence = {
    shareBefore: lead?.shareBefore ?? null, shareAfter: lead?.shareAfter ?? null, rateBefore: lead?.rateBefore ?? null, rateAfter: lead?.rateAfter ?? null,
    nBefore: lead?.nBefore ?? null, nAfter: lead?.nAfter ?? null, share: main.share,
    stockShareBefore: stock?.segments[0]?.shareBefore ?? null, stockShareAfter: stock?.segments[0]?.shareAfter ?? null, stockEffectShare: stock?.share ?? null, stockEffectLow: stock?.interval.low ?? null,
  }
  return {
    ...none, kind: main.kind, dimensions: main.dimensions, values: main.values, segments: [...main.segments, ...others.filter(({ kind }) => kind === main.kind).flatMap((one) => one.segments)].slice(0, 6),
    share: main.share, shareOf: input.what === 'stock' && (main.kind === 'mix' || main.kind === 'rate') ? 'conversion' : 'change', p, interval: main.interval, evidence,
    causes: causesOfSegment(main.kind, main.dimensions, main.values),
    said: tell(`cause.${main.kind}`, { dimension: main.dimensions[0] ?? null, value: main.values[0] ?? null, dimension2: main.dimensions[1] ?? null, value2: main.values[1] ?? null, of: input.what, p, ...evidence }),
    deals: group(input, main.kind === 'stock' ? 'stock' : 'entered', main.dimensions, main.values),
  }
}

/**
 * Traits of the group: where a finding about the same value is there already they become evidence of it, otherwise a finding
 * of their own, one a dimension, the strongest five.
 */
export function attributeFindings(findings: readonly Finding[], common: readonly OverRepresented[], input: RootCauseInput): { merged: Finding[]; alone: Finding[] } {
  const same = (finding: Finding, one: OverRepresented) => finding.dimensions.length === 1 && finding.dimensions[0] === one.dimension && finding.values[0] === one.value
  const merged = findings.map((finding) => {
    const trait = common.find((one) => same(finding, one))
    return trait === undefined ? finding : { ...finding, evidence: { ...finding.evidence, groupShare: trait.shareGroup, restShare: trait.shareRest, groupN: trait.groupN, groupP: trait.p } }
  })
  const strongest = common.toSorted((a, b) => b.excess - a.excess)
  const alone = [...new Set(strongest.map(({ dimension }) => dimension))]
    .filter((dimension) => !findings.some(({ dimensions }) => dimensions.length === 1 && dimensions[0] === dimension))
    .flatMap((dimension) => strongest.find((one) => one.dimension === dimension) ?? [])
    .slice(0, 5)
    .map((one): Finding => {
      const evidence = { groupShare: one.shareGroup, restShare: one.shareRest, group: one.group, groupN: one.groupN, restN: one.restN, lift: one.lift, excess: one.excess }
      return {
        ...none, kind: 'attribute', dimensions: [one.dimension], values: [one.value], share: one.excess, shareOf: 'group', p: one.p, interval: one.interval, evidence,
        causes: causesOfSegment('attribute', [one.dimension], [one.value]),
        said: tell(`cause.attribute_${input.group}`, { dimension: one.dimension, value: one.value, rest: input.groupRest, ...evidence }), deals: group(input, input.group, [one.dimension], [one.value]),
      }
    })
  return { merged, alone }
}

export function wordFinding(words: readonly TellingWord[], input: RootCauseInput): Finding {
  const terms = words.map(({ term }) => term)
  const first = words[0]
  const evidence = { groupShare: first?.shareGroup ?? null, restShare: first?.shareRest ?? null, groupN: first?.groupN ?? null, restN: first?.restN ?? null, logOdds: first?.logOdds ?? null, z: first?.z ?? null }
  return {
    ...none, kind: 'words', values: [], share: first === undefined || first.shareRest === 1 ? null : (first.shareGroup - first.shareRest) / (1 - first.shareRest), shareOf: 'group', p: first?.p ?? null, evidence, words: terms,
    causes: causesOfWords(terms), said: tell(`cause.words_${input.group}`, { words: terms.slice(0, 5).join('|'), word: terms[0] ?? null, ...evidence }), deals: group(input, input.group, [], [], terms),
  }
}

export function systemFinding(fault: SystemFault | null, input: RootCauseInput): Finding {
  if (fault === null) {
    const said: Said = tell('system.none', {})
    return { ...none, kind: 'system_fault', share: null, shareOf: 'change', p: null, evidence: {}, causes: [], said, rejected: said }
  }
  const { event, carried, coincidence, around, accepted, said } = fault
  return {
    ...none, kind: 'system_fault', values: [event.id], share: carried, shareOf: 'change', p: around?.p ?? null,
    evidence: { coincidence, carried, carriedCount: event.carried, changeCount: input.changeCount, before: around?.before ?? null, after: around?.after ?? null, at: event.at },
    causes: accepted ? (event.kind === 'config_publish' ? ['system_fault', 'stage_definition'] : ['system_fault']) : [], said, rejected: accepted ? null : said,
  }
}

export function capacityFinding({ accepted, evidence, p, said }: Capacity, input: RootCauseInput): Finding {
  return { ...none, kind: 'capacity', share: null, shareOf: 'change', p, evidence, causes: accepted ? ['capacity'] : [], said, rejected: accepted ? null : said, deals: accepted ? group(input, 'entered', [], []) : null }
}

/** Conversion moved alike in nearly all segments: points at something that concerns everybody. Null when it did not. */
export function generalFinding(singles: readonly Cut[], change: RootCause['change'], explained: number, input: RootCauseInput, minN: number): Finding | null {
  if (change.delta === null || !change.real) return null
  const sign = Math.sign(change.delta)
  let along = 0
  let judged = 0
  for (const { cells } of singles)
    for (const { before, after } of cells) {
      if (before.n < minN || after.n < minN) continue
      judged++
      if (Math.sign((ratio(after.hits, after.n) ?? 0) - (ratio(before.hits, before.n) ?? 0)) === sign) along++
    }
  if (judged < 4 || along < 0.75 * judged) return null
  const evidence = { along, judged, before: change.before, after: change.after }
  return {
    ...none, kind: 'general_rate', share: 1 - explained, shareOf: input.what === 'conversion' ? 'change' : 'conversion', p: change.p, evidence, causes: ['general_rate'],
    said: tell('cause.general_rate', { stage: input.stageId, ...evidence }), deals: group(input, 'entered', [], []),
  }
}
