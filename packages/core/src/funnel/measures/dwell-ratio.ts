import type { DealColumns, Selection } from '../columns.ts'
import { lookAt, lookFor, stayLeftAt } from '../look.ts'
import { sliceColumn } from './segments.ts'
import { selected } from './selected.ts'

/**
 * Of whom the stays take longer: time spent in stages from `from` to `asOf`, against what the same number of ways out would have
 * taken everybody. `ratio` 1: as long as all; the stages are weighed as this owner's (team's) own deals are spread. Exposure over
 * exits: stays that last count by their time, so that nobody looks quick by never finishing. `n`: stays.
 */
export type DwellRatio = { value: string | null; ratio: number | null; n: number }

export function dwellRatios(columns: DealColumns, selection: Selection, { of, from, asOf }: { of: 'owner' | 'team'; from: number; asOf: number }): DwellRatio[] {
  const k = columns.stages.length
  const { entry, dictionary } = sliceColumn(columns, of)
  const size = dictionary.values.length
  const time = new Float64Array(size * k)
  const exits = new Float64Array(size * k)
  const stays = new Uint32Array(size)
  const passes = selected(columns, selection)
  const look = lookFor(k)
  for (let row = 0; row < columns.size; row++) {
    if (!passes.row(row) || !passes.atEntry(row) || !lookAt(columns, row, asOf, look)) continue
    const code = entry[row] as number
    for (let s = look.stayFrom; s < look.stayEnd; s++) {
      const stage = columns.stay.stage[s] as number
      if (stage >= k) continue
      const left = stayLeftAt(columns, look, s, asOf)
      if (left < from) continue
      const at = code * k + stage
      time[at] = (time[at] as number) + Math.max(0, Math.min(left, asOf) - Math.max(columns.stay.enteredAt[s] as number, from))
      if (left !== Infinity) exits[at] = (exits[at] as number) + 1
      stays[code] = (stays[code] as number) + 1
    }
  }
  /** Of everybody: milliseconds a way out, by stage. */
  const pace = Array.from({ length: k }, (_, stage) => {
    let [spent, gone] = [0, 0]
    for (let code = 0; code < size; code++) {
      spent += time[code * k + stage] as number
      gone += exits[code * k + stage] as number
    }
    return gone === 0 ? null : spent / gone
  })
  return dictionary.values.flatMap((value, code): DwellRatio[] => {
    if (stays[code] === 0) return []
    // Ways out that everybody would have had in that time; how many there were.
    let [expected, seen] = [0, 0]
    for (let stage = 0; stage < k; stage++) {
      const every = pace[stage]
      if (every == null || every === 0) continue
      expected += (time[code * k + stage] as number) / every
      seen += exits[code * k + stage] as number
    }
    return [{ value, ratio: seen === 0 ? null : expected / seen, n: stays[code] as number }]
  })
}
