import type { SimulationParams } from './params.ts'
import type { Rng } from './rng.ts'

const DAY = 86_400_000

/** A sampler of creation times in smooth days since `start`, in [0, params.days), with ramp and season. */
export function inflowSampler(params: SimulationParams, start: number): (rng: Rng) => number {
  const { from, to, months } = params.inflow
  const cumulated: number[] = []
  let sum = 0
  for (let day = 0; day < params.days; day++) {
    const month = new Date(start + day * DAY).getUTCMonth()
    sum += (from + ((to - from) * day) / params.days) * (months[month] ?? 1)
    cumulated.push(sum)
  }
  return (rng) => {
    const target = rng.next() * sum
    let low = 0
    let high = cumulated.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cumulated[middle] ?? 0) > target) high = middle
      else low = middle + 1
    }
    return low + rng.next()
  }
}
