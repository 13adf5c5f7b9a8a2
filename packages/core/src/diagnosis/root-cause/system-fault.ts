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

export type SystemFault = {
  event: SystemEvent
  accepted: boolean
  /** 1: it happened (or lasted) as the change began; halves with every `halfDays`. */
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
 * Judges what the system did around a change. A fault is accepted when it coincides with the beginning of the change and the
 * records it touched carry a good part of it; a publish, which touches no record, when it altered the stage and conversion
 * stepped at it beyond chance. Sorted by score; what is not accepted carries the reason with its numbers.
 */
export function systemFaults(events: readonly SystemEvent[], change: { onset: number; count: number }, options: SystemFaultOptions = systemFaultOptions): SystemFault[] {
  return events
    .map((event) => judge(event, change, options))
    .sort((a, b) => Number(b.accepted) - Number(a.accepted) || b.score - a.score)
}

function judge(event: SystemEvent, { onset, count }: { onset: number; count: number }, o: SystemFaultOptions): SystemFault {
  const until = Math.max(event.until ?? event.at, event.at)
  const distance = onset < event.at ? event.at - onset : onset > until ? onset - until : 0
  const coincidence = 0.5 ** (distance / dayMs / o.halfDays)
  const carried = event.carried === null || count <= 0 ? null : Math.min(1, event.carried / count)
  const around = stepAt(event, o.minN)
  const stepped = event.kind === 'config_publish' && event.concernsStage && around !== null && around.p < 0.05
  const carries = carried !== null && carried >= o.minCarried
  const accepted = coincidence >= o.minCoincidence && (carries || stepped)
  const key = accepted ? (carries ? 'system.carried' : 'system.stepped') : coincidence < o.minCoincidence ? 'system.rejected_time' : event.kind === 'config_publish' ? 'system.rejected_publish' : 'system.rejected_share'
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
