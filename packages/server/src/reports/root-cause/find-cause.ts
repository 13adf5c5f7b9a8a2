import type { RootCauseAnswer } from '@sluice/core/diagnosis/contract'
import { remediesFor } from '@sluice/core/diagnosis/remedies/for-causes'
import { countTerms } from '@sluice/core/diagnosis/root-cause/count-terms'
import type { Finding } from '@sluice/core/diagnosis/root-cause/finding'
import { type ChangeQuestion, countingOf, rootCauseInput } from '@sluice/core/diagnosis/root-cause/question'
import { rootCause } from '@sluice/core/diagnosis/root-cause/rank'
import { silences } from '@sluice/core/diagnosis/root-cause/silence'
import type { Said } from '@sluice/core/diagnosis/said'
import type { SliceOf } from '@sluice/core/funnel/slice'
import { startOfDay } from '@sluice/core/lib/dates'
import type { Reader } from '../../platform/db.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Replica } from '../../replica/replica.ts'
import { ask, dimensionsFor } from '../ask.ts'
import type { Asking } from '../asking.ts'
import { spokenBy } from '../spoken.ts'
import { noteSpan } from './note-span.ts'
import { selectNotes, selectSourceDays, selectSystemEvents, selectWork } from './circumstances.query.ts'

const DAY_MS = 86_400_000
/** Not looked at: what is known of a deal only when it ends, what only says again what another one says, and what there is one of. */
const aside: ReadonlySet<string> = new Set(['competitor', 'currency', 'channel'])
/** Notes are read of so many deals on either side. */
const readDeals = 1500

/**
 * Why a figure of a stage changed between two periods, for what the asker may see: counts by every dimension and pair from the replica,
 * what the notes of the stuck or lost deals say, what the system did, who worked; judged in core/diagnosis. Stores nothing.
 */
export async function findCause(
  { tx, replica, asking }: { tx: Reader; replica: Pick<Replica, 'ask'>; asking: Asking }, question: ChangeQuestion, slice: readonly SliceOf[] | undefined, alarmId: string | null = null,
): Promise<RootCauseAnswer> {
  const began = performance.now()
  const { viewer, timeZone: zone, now } = asking
  const { orgId } = viewer
  const at = (day: string) => startOfDay(day, zone)
  const [before, after] = [{ from: at(question.before.from), to: at(question.before.to) }, { from: at(question.after.from), to: at(question.after.to) }]
  if (!(before.from < before.to && after.from < after.to && before.to <= after.from)) refuse('request.invalid', {}, [{ path: 'afterFrom', code: 'out_of_range' }])
  // What became of the deals of a past period is known by now.
  const asOf = now.getTime()
  const place = { orgId, pipelineId: question.pipelineId, stageId: question.stageId }

  const systemSpan = { from: after.from - 14 * DAY_MS, to: Math.min(after.to, now.getTime() + 1) }
  const events = await selectSystemEvents(tx, place, systemSpan)
  const known = silences(await selectSourceDays(tx, place, { from: before.from - 28 * DAY_MS, to: systemSpan.to }, zone), (day, plus) => startOfDay(day, zone, plus))
  const all = [...events, ...known]
  const stepsAt = all.filter(({ kind }) => kind === 'config_publish')
  const dimensions = (await dimensionsFor(tx, viewer)).filter(({ key }) => !aside.has(key))
  const keys = dimensions.map(({ key }) => key)

  const { stage: _stage, withinDays: _within, ...counting } = countingOf(question, { stage: 0, withinDays: 0, zone, asOf, dimensions: keys, around: stepsAt.map((event) => event.at) })
  const counts = await ask({ tx, replica, asking, query: { pipeline: question.pipelineId, ...(slice !== undefined && { slice: [...slice] }) } }, 'changeCounts', { ...counting, most: readDeals, stageId: question.stageId }, { by: keys, others: [{ pipeline: question.pipelineId }] })
  if (counts === null) return refuse('request.invalid', {}, [{ path: 'stage', code: 'unknown' }])

  const span = noteSpan({ from: before.from, to: after.to }, asOf)
  const read = async (ids: readonly string[]) => countTerms(await selectNotes(tx, orgId, ids, span))
  const words = { group: await read(counts.groupIds), rest: await read(counts.restIds) }
  const people = counts.owners.map(({ ownerId }) => ownerId).filter((id) => id !== '')
  const work = { before: await selectWork(tx, orgId, people, before), after: await selectWork(tx, orgId, people, after) }
  const aroundOf = all.map((event) => (event.kind === 'config_publish' ? stepsAt.indexOf(event) : null))
  const found = rootCause(rootCauseInput(question, counts, { words, events: all, aroundOf, work }, zone))

  const values = [...found.findings, ...found.rejected].flatMap((finding) => finding.dimensions.flatMap((dimension) =>
    [...new Set([...finding.segments.map((segment) => segment.values[finding.dimensions.indexOf(dimension)] ?? ''), finding.values[finding.dimensions.indexOf(dimension)] ?? ''])].map((value) => ({ dimension, value }))))
  const { speak, names } = await spokenBy(tx, orgId, question.pipelineId, values, dimensions)
  const spoken = (finding: Finding) => ({
    ...finding, text: speak(finding.said), rejectedText: finding.rejected === null ? null : speak(finding.rejected),
    remedies: remediesFor(finding.causes).map(({ remedy }) => remedy.key),
  })
  const said: Said = found.said
  const { known: _known, ...periods } = question
  return {
    ...found, question: { ...periods, alarmId }, findings: found.findings.map(spoken), rejected: found.rejected.map(spoken), text: speak(said),
    stockText: found.stockSplit === null ? null : speak(found.stockSplit.said), names, took: Math.round(performance.now() - began),
  }
}
