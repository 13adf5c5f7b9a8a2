import { ratesOf } from './hazards.ts'
import type { Leak, Multiplier, PipelineParams, Rates, SimulationParams } from './params.ts'
import type { Rng } from './rng.ts'

/** Everything that hazards depend on. */
export interface Segment {
  sizeKey: string
  pipelineKey: string
  teamKey: string
  channelKey: string
  /** Index into the team's reps. */
  rep: number
}

export function pipelineOf(params: SimulationParams, key: string): PipelineParams {
  const found = params.pipelines.find((p) => p.key === key)
  if (found === undefined) throw new Error(`unknown pipeline ${key}`)
  return found
}

function at<T>(record: Record<string, T>, key: string): T {
  const value = record[key]
  if (value === undefined) throw new Error(`unknown key ${key}`)
  return value
}

/** Factor of each rep of a team: those of the beginning, then those who were hired, in their order. */
export function repFactors(params: SimulationParams, teamKey: string): number[] {
  const hired = (params.hires ?? []).filter((h) => h.teamKey === teamKey).map((h) => h.forward)
  return [...at(params.teams, teamKey).reps, ...hired]
}

/** The segment with a rep of those who work there at that time (smooth days): as drawn, unless the team has hired. */
export function assignRep(params: SimulationParams, segment: Segment, created: number, rng: Rng): Segment {
  const hires = (params.hires ?? []).filter((h) => h.teamKey === segment.teamKey)
  if (hires.length === 0) return segment
  const joined = hires.filter((h) => params.days - h.daysAgo <= created).length
  return { ...segment, rep: rng.fork('rep').int(at(params.teams, segment.teamKey).reps.length + joined) }
}

/** λ of the segment in each stage of its pipeline, without leaks. */
export function segmentRates(params: SimulationParams, s: Segment): Rates[] {
  const team = at(params.teams, s.teamKey)
  const multipliers = [
    at(params.sizes, s.sizeKey).multiplier,
    at(params.channels, s.channelKey).multiplier,
    team.multiplier,
    { forward: repFactors(params, s.teamKey)[s.rep] ?? 1, lost: 1 },
  ]
  return pipelineOf(params, s.pipelineKey).stages.map((stage) => ratesOf(stage, multipliers))
}

export function leakOf(params: SimulationParams, s: Segment, stageKey: string): Leak | undefined {
  return params.leaks.find(
    (l) => l.pipelineKey === s.pipelineKey && l.stageKey === stageKey && l.teamKey === s.teamKey && l.channelKey === s.channelKey,
  )
}

/** The rates under a leak or another planted change: its factor on top of the segment's own. */
export function leaking(rates: Rates, { factor: { forward, lost } }: { factor: Multiplier }): Rates {
  return { advance: rates.advance * forward, skip: rates.skip * forward, won: rates.won * forward, lost: rates.lost * lost, back: rates.back }
}

const shares = (weights: Record<string, number>): [string, number][] => {
  const total = Object.values(weights).reduce((a, b) => a + b, 0)
  return Object.entries(weights).map(([key, w]) => [key, w / total])
}

/** Every segment of a pipeline with the expected number of deals created in it (leads have infinite time to convert here). */
export function dealSegments(params: SimulationParams, pipelineKey: string): { segment: Segment; deals: number }[] {
  const result: { segment: Segment; deals: number }[] = []
  for (const [sizeKey, sizeShare] of shares(Object.fromEntries(Object.entries(params.sizes).map(([k, s]) => [k, s.weight])))) {
    const pipelineShare = new Map(shares(at(params.sizes, sizeKey).pipelines)).get(pipelineKey) ?? 0
    if (pipelineShare === 0) continue
    for (const [teamKey, teamShare] of shares(at(params.teamsOfPipeline, pipelineKey))) {
      const team = at(params.teams, teamKey)
      const channelShare = new Map(shares(team.channels))
      const directShare = new Map(shares(params.directChannels))
      for (const [channelKey, channel] of Object.entries(params.channels)) {
        const fromLeads = params.leads * (channelShare.get(channelKey) ?? 0) * channel.qualified * channel.converted
        const direct = params.directDeals * (directShare.get(channelKey) ?? 0)
        const deals = sizeShare * pipelineShare * teamShare * (fromLeads + direct)
        if (deals === 0) continue
        team.reps.forEach((_, rep) => {
          result.push({ segment: { sizeKey, pipelineKey, teamKey, channelKey, rep }, deals: deals / team.reps.length })
        })
      }
    }
  }
  return result
}
