import { twoProportionP } from '../../lib/ratio.ts'
import type { Said } from '../said.ts'
import type { SystemEvent } from './input.ts'
import { tell } from '../tell.ts'

export type SystemFaultOptions = {
  /** An event this many days from the beginning of the change still coincides by half. */
  halfDays: number
  /** Accepted from this coincidence and this share of the change on. */
  minCoincidence: number
  minCarried: number
  minN: number
}
export const systemFaultOptions: SystemFaultOptions = { halfDays: 5, minCoincidence: 0.5, minCarried: 0.3, minN: 20 }

/** The change to be explained: from `onset` to `until`, epoch ms, of `count` deals. */
export type SystemChange = { onset: number; until: number; count: number; what: 'conversion' | 'stock' | 'inflow'; isFall: boolean }

export type SystemFault = {
  event: SystemEvent
  accepted: boolean
  /** 1: it happened (or lasted) within the time of the change; halves with every `halfDays` before it. */
  coincidence: number
  /** Share of the deals of the change that it brought, altered or kept out; null when unknown. */
  carried: number | null
  /** A publish: conversion of deals that entered before and after it. */
  around: { before: number; after: number; p: number } | null
  score: number
  said: Said
}

const dayMs = 86_400_000

/**
 * Judges what the system did around a change. A fault is accepted when it falls into that
 * time, or not long before, and the records it touched carry a good part of the change; a publish, which touches no record, when it altered the stage and conversion
 * stepped at it beyond chance. What kept deals out explains only that fewer came or are there. Sorted by score; what is not accepted carries the reason with its numbers.
 */
export function systemFaults(events: readonly SystemEvent[], change: SystemChange, options: SystemFaultOptions = systemFaultOptions): SystemFault[] {
  return events
    .map((event) => judge(event, change, options))
    .sort((a, b) => Number(b.accepted) - Number(a.accepted) || b.score - a.score)
}

function judge(event: SystemEvent, { onset, until: end, count, what, isFall }: SystemChange, o: SystemFaultOptions): SystemFault {
  // An outage without an end is still on.
  const until = Math.max(event.until ?? (event.kind === 'integration_outage' ? end : event.at), event.at)
  const distance = event.at > end ? event.at - end : Math.max(0, onset - until)
  const coincidence = 0.5 ** (distance / dayMs / o.halfDays)
  const carried = event.carried === null || count <= 0 ? null : Math.min(1, event.carried / count)
  const around = stepAt(event, o.minN)
  const stepped = event.kind === 'config_publish' && event.concernsStage && around !== null && around.p < 0.05
  const fits = event.kind !== 'integration_outage' || (isFall && what !== 'conversion')
  const carries = carried !== null && carried >= o.minCarried && fits
  const accepted = coincidence >= o.minCoincidence && (carries || stepped)
  const key = accepted ? (carries ? 'system.carried' : 'system.stepped') : coincidence < o.minCoincidence ? 'system.rejected_time' : !fits ? 'system.rejected_direction' : event.kind === 'config_publish' ? 'system.rejected_publish' : 'system.rejected_share'
  return {
    event, accepted, coincidence, carried, around, score: coincidence * Math.max(carried ?? 0, stepped ? 1 - around.p : 0),
    said: tell(key, { kind: event.kind, label: event.label, at: event.at, days: Math.round(distance / dayMs), carried, count: event.carried, before: around?.before ?? null, after: around?.after ?? null }),
  }
}

function stepAt({ around }: SystemEvent, minN: number): SystemFault['around'] {
  if (around === null || around.before.n < minN || around.after.n < minN) return null
  const p = twoProportionP(around.before, around.after)
  return p === null ? null : { before: around.before.hits / around.before.n, after: around.after.hits / around.after.n, p }
}
