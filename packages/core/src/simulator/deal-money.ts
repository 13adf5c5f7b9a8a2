import type { DealProduct } from './company.ts'
import { products } from './catalog.ts'
import type { PipelineParams } from './params.ts'
import type { Rng } from './rng.ts'

/** A log-normal amount in minor units, a multiple of the pipeline's rounding. */
export function drawAmount(pipeline: PipelineParams, factor: number, rng: Rng): number {
  const { medianYuan, sigma, roundYuan } = pipeline.amount
  const yuan = medianYuan * factor * Math.exp(sigma * rng.normal())
  return Math.max(1, Math.round(yuan / roundYuan)) * roundYuan * 100
}

/** The amount after a renegotiation: a few percent, rather down than up, never unchanged. */
export function renegotiate(amountMinor: number, roundYuan: number, rng: Rng): number {
  const unit = roundYuan * 100
  const changed = Math.max(1, Math.round((amountMinor * Math.exp(-0.03 + 0.15 * rng.normal())) / unit)) * unit
  return changed === amountMinor ? amountMinor + unit : changed
}

/** Lines whose Σ quantity · price is the amount exactly: one or two products, and the rest as a service or a single piece. */
export function splitAmount(amountMinor: number, productKeys: readonly string[], rng: Rng): DealProduct[] {
  const goods = productKeys.filter((k) => k !== 'implementation')
  const main = rng.pick(goods)
  const price = products.find((p) => p.key === main)?.priceMinor ?? amountMinor
  const mainPart = Math.floor(amountMinor * (0.7 + 0.2 * rng.next()))
  const quantity = Math.max(1, Math.round(mainPart / price))
  const unitPrice = Math.floor(mainPart / quantity)
  const rest = amountMinor - quantity * unitPrice
  return [
    { productKey: main, quantity, priceMinor: unitPrice },
    { productKey: 'implementation', quantity: 1, priceMinor: rest },
  ]
}
