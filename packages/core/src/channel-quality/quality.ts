import type { Measured } from '../funnel/measured.ts'
import type { Channel } from '../funnel/measures/channels.ts'
import { type Difference, differenceOf } from '../funnel/measures/difference.ts'
import { costPer } from '../attribution/returns.ts'
import { median } from '../lib/quantile.ts'
import { ratio } from '../lib/ratio.ts'

/** Where a channel stands by its volume and its conversion, against the medians. */
export const quadrants = ['strong', 'small_good', 'large_poor', 'weak'] as const
export type Quadrant = (typeof quadrants)[number]
/** `prune`: surely worse than the others and not worth its cost. `watch`: surely worse, but what it brings is worth it. `more`: surely better. */
export const channelVerdicts = ['prune', 'watch', 'more', 'keep', 'too_few'] as const
export type ChannelVerdict = (typeof channelVerdicts)[number]

export type ChannelQuality = {
  source: string | null
  entered: number
  leads: number
  conversion: Measured
  /** Against all other channels, Benjamini–Hochberg over the channels. */
  against: Difference
  meanWon: Measured
  cycle: Measured
  perEntered: Measured
  wonMinor: number
  costMinor: number
  /** Rounded half up; null without deals and without cost. */
  costPerDealMinor: number | null
  roi: number | null
  quadrant: Quadrant | null
  before: { entered: number; conversion: Measured }
  /** (entered − entered before) / entered before; null when nothing came then. */
  volumeChange: number | null
  /** Conversion now (b) against the period before (a). */
  trend: Difference
  verdict: ChannelVerdict
}

export type ChannelMatrix = { medianVolume: number | null; medianConversion: number | null; rows: ChannelQuality[] }

/**
 * Volume × conversion × average deal × cycle × cost of every channel, with the period of the same length before it. Channels as `channels()`
 * answers them; costs in their currency, by channel. Medians are of the channels that brought any deal.
 */
export function channelMatrix(now: readonly Channel[], before: readonly Channel[], costs: ReadonlyMap<string | null, number>, leads: ReadonlyMap<string | null, number>): ChannelMatrix {
  const real = now.filter(({ isOther, entered }) => !isOther && entered > 0)
  const sorted = (values: readonly (number | null)[]) => Float64Array.from(values.filter((value) => value !== null)).sort()
  const medianVolume = median(sorted(real.map(({ entered }) => entered)))
  const medianConversion = median(sorted(real.map(({ conversion }) => conversion.value)))
  const medianWorth = median(sorted(real.map(({ perEntered }) => perEntered.value)))
  const rows = now.filter(({ isOther }) => !isOther).map((channel): ChannelQuality => {
    const earlier = before.find(({ source, isOther }) => !isOther && source === channel.source)
    const { source, entered, conversion, against, meanWon, cycle, perEntered } = channel
    const wonMinor = channel.wonAmount.value ?? 0
    const costMinor = costs.get(source) ?? 0
    const then = earlier?.conversion ?? { ...conversion, value: null, n: 0, hits: 0, low: null, high: null, censored: 0, enough: false }
    const roi = ratio(wonMinor - costMinor, costMinor)
    const isWorse = against.enough && against.q !== null && against.q <= 0.05 && (against.difference ?? 0) < 0
    const isBetter = against.enough && against.q !== null && against.q <= 0.05 && (against.difference ?? 0) > 0
    const paysLittle = roi === null ? (perEntered.value ?? 0) < (medianWorth ?? 0) : roi < 0
    return {
      source, entered, leads: leads.get(source) ?? 0, conversion, against, meanWon, cycle, perEntered, wonMinor, costMinor, costPerDealMinor: costPer(costMinor, entered), roi,
      quadrant: conversion.value === null || medianVolume === null || medianConversion === null ? null : quadrantOf(entered >= medianVolume, conversion.value >= medianConversion),
      before: { entered: earlier?.entered ?? 0, conversion: then },
      volumeChange: ratio(entered - (earlier?.entered ?? 0), earlier?.entered ?? 0),
      trend: differenceOf(then, conversion),
      verdict: !against.enough ? 'too_few' : isWorse ? (paysLittle ? 'prune' : 'watch') : isBetter ? 'more' : 'keep',
    }
  })
  return { medianVolume, medianConversion, rows }
}

function quadrantOf(isLarge: boolean, isGood: boolean): Quadrant {
  if (isLarge) return isGood ? 'strong' : 'large_poor'
  return isGood ? 'small_good' : 'weak'
}
