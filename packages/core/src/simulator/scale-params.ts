import type { SimulationParams } from './params.ts'

/** The same company with another number of deals (about 2,000 at factor 1): hazards, shares and leak unchanged. */
export function scaleParams(params: SimulationParams, factor: number): SimulationParams {
  return { ...params, leads: Math.round(params.leads * factor), directDeals: Math.round(params.directDeals * factor) }
}
