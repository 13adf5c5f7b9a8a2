/**
 * What work at a stage is done with: a team, a rep, the presales engineers. One head can take `perHead` entries of the stage a
 * month; `share` of the stage's entries falls to this resource (default: all of them).
 */
export type Resource = {
  key: string
  name: string
  stageKey: string
  perHead: number
  /** Heads, the same every month or one number a month (0.5: half a post); a month beyond the list has its last number. */
  heads: number | readonly number[]
  share?: number
}

export type MonthlyLoad = { month: string; stages: readonly { stageKey: string; need: number }[] }

export type ResourceLoad = {
  resourceKey: string
  name: string
  stageKey: string
  /** Entries that fall to the resource in this month. */
  need: number
  heads: number
  /** What the heads can take. */
  capacity: number
  /** Entries per head (leads per rep); null without heads. */
  perHead: number | null
  /** Load / capacity; null without capacity. */
  utilisation: number | null
  /** Entries too many, 0 when it fits, and the posts that would take them. */
  missing: number
  missingHeads: number
}
export type CapacityMonth = {
  month: string
  loads: ResourceLoad[]
  /** Names of what is short in this month, the shortest first. */
  short: string[]
}

/** Entries per head; null without heads. */
export function leadsPerRep(leads: number, reps: number): number | null {
  return reps > 0 ? leads / reps : null
}

/** Holds the plan's monthly needs against what teams and people can take. Exact in whole hundredths of an entry. */
export function checkCapacity(months: readonly MonthlyLoad[], resources: readonly Resource[]): CapacityMonth[] {
  return months.map(({ month, stages }, m) => {
    const needs = new Map(stages.map((s) => [s.stageKey, s.need]))
    const loads = resources.map((resource) => loadOf(resource, needs.get(resource.stageKey) ?? 0, headsIn(resource, m)))
    const short = loads.filter((l) => l.missing > 0).sort((a, b) => b.missing / (b.need || 1) - a.missing / (a.need || 1) || b.missing - a.missing)
    return { month, loads, short: [...new Set(short.map((l) => l.name))] }
  })
}

function headsIn({ heads }: Resource, month: number): number {
  return typeof heads === 'number' ? heads : (heads[Math.min(month, heads.length - 1)] ?? 0)
}

function loadOf(resource: Resource, stageNeed: number, heads: number): ResourceLoad {
  // Shares are decimals; without this 0.1 + 0.2 of a need would be short by a hair.
  const hundredths = (x: number) => Math.round(x * 100) / 100
  const need = hundredths(stageNeed * (resource.share ?? 1))
  const capacity = hundredths(heads * resource.perHead)
  const missing = hundredths(Math.max(0, need - capacity))
  return {
    resourceKey: resource.key, name: resource.name, stageKey: resource.stageKey, need, heads, capacity,
    perHead: leadsPerRep(need, heads),
    utilisation: capacity > 0 ? need / capacity : null,
    missing,
    missingHeads: resource.perHead > 0 ? Math.ceil(hundredths(missing / resource.perHead)) : 0,
  }
}
