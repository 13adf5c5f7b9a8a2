import type { GateReport, Standing } from '@sluice/core/gates/contract'

/** What has to be supplied as one: a criterion by itself, or several of which any one is enough. */
export interface GateUnit {
  key: string
  op: 'all' | 'any'
  side: Standing['side']
  stageId: string | null
  items: readonly Standing[]
  /** There, let through before, or not needed. */
  isMet: boolean
}

/** The outermost group of which any one item is enough, as a part of the path (`0.all/1.any`); null: none above it. */
function anyGroup(path: string): string | null {
  const segments = path.split('/')
  const at = segments.findIndex((segment) => segment.endsWith('any'))
  return at < 0 ? null : segments.slice(0, at + 1).join('/')
}

/** The standings of a report as units, in their order. Pure. */
export function gateUnits(standings: readonly Standing[]): GateUnit[] {
  const units = new Map<string, GateUnit>()
  for (const standing of standings) {
    const group = anyGroup(standing.group)
    const key = group ?? `${standing.side}:${standing.criterion.id}`
    const items = [...(units.get(key)?.items ?? []), standing]
    // Once one of an any-group is there, the others are told as not needed.
    units.set(key, { key, op: group === null ? 'all' : 'any', side: standing.side, stageId: standing.stageId, items, isMet: items.every((item) => item.status !== 'missing') })
  }
  return [...units.values()]
}

export interface GateState {
  units: GateUnit[]
  /** Of what is asked for (reminders do not count): how much is there. */
  done: number
  asked: number
  /** What stops the move and cannot be explained away. */
  blocking: GateUnit[]
  /** Criteria that let the move pass for a written reason. */
  reasons: Standing[]
}

/** How far a deal is with what a move asks. Pure. */
export function gateState(report: GateReport): GateState {
  const units = gateUnits(report.standings)
  const asked = units.filter((unit) => unit.items.some((item) => item.criterion.severity !== 'warn'))
  const stopping = units.map((unit) => ({ unit, stops: unit.items.filter((item) => item.stops) })).filter(({ stops }) => stops.length > 0)
  const explained = stopping.map(({ unit, stops }) => {
    const reasons = stops.filter((item) => item.criterion.severity === 'reason')
    // A reason for one of several alternatives opens them all.
    return { unit, reasons: unit.op === 'any' ? reasons.slice(0, 1) : reasons, blocks: unit.op === 'any' ? reasons.length === 0 : stops.length > reasons.length }
  })
  return {
    units,
    done: asked.filter((unit) => unit.isMet).length,
    asked: asked.length,
    blocking: explained.filter((one) => one.blocks).map((one) => one.unit),
    reasons: explained.filter((one) => !one.blocks).flatMap((one) => one.reasons),
  }
}
