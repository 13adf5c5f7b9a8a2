import type { Compiled } from './compile.ts'
import { reasonRef } from './deal-row.ts'
import { reason } from './reasons.ts'
import type { EventMeaning, EventRow, NameRef } from './records.ts'
import type { RowDraft } from './row-draft.ts'
import { pipelineOf, refuseField, stageMeaning } from './row-draft.ts'

/** The event of a row of a log, or null when the draft holds the reasons why there is none or it is skipped. */
export function eventRow(draft: RowDraft, compiled: Compiled): EventRow | null {
  const target = pipelineOf(draft, compiled)
  const caseKey = draft.lines.get('caseKey')
  const word = draft.words.get('activity')
  const when = draft.dates.get('at')
  if (target === null) refuseField(draft, compiled, 'value.unmatched', 'pipeline')
  if (caseKey === undefined) refuseField(draft, compiled, 'event.case_missing', 'caseKey')
  if (word === undefined) refuseField(draft, compiled, 'event.activity_missing', 'activity')
  // A time that cannot be read has already said so.
  if (when === undefined && draft.refused.every((item) => !item.code.startsWith('date.'))) refuseField(draft, compiled, 'event.time_missing', 'at')
  const { options } = compiled.mapping
  const lifecycle = draft.lines.get('lifecycle')
  const counts = lifecycle === undefined || options.lifecycle.length === 0 || options.lifecycle.some((state) => state.toLowerCase() === lifecycle.toLowerCase())

  let meaning: EventMeaning = 'ignore'
  if (target !== null && word !== undefined && counts) {
    const said = stageMeaning(compiled, target, word.value)
    if (said === 'skip') {
      draft.skipped = true
      return null
    }
    if (said === null && options.otherActivities === 'reject') draft.refused.push(reason('event.activity_unmatched', word.column, word.value))
    else if (said !== null && typeof said === 'object' && 'lost' in said) meaning = { lost: said.lost === null ? null : reasonRef(compiled, said.lost) }
    else if (said !== null) meaning = said
  }
  const money = draft.money.get('amount')
  if (money !== undefined && money.value.minor < 0) draft.refused.push(reason('amount.negative', money.column))
  if (draft.refused.length > 0 || target === null || caseKey === undefined || word === undefined || when === undefined) return null
  const ref = (field: string): NameRef | null => draft.refs.get(field) ?? null
  return {
    kind: 'events', line: draft.line, key: caseKey, caseKey, activity: word.value, meaning, at: when.at,
    resource: ref('resource'), pipeline: target.ref,
    title: draft.lines.get('title') ?? null,
    accountName: draft.lines.get('accountName') ?? null,
    amountMinor: money?.value.minor ?? null,
    currency: money?.value.currency ?? draft.lines.get('currency') ?? compiled.currency,
    owner: ref('owner') ?? compiled.defaultOwner, source: ref('source'), product: ref('product'), lostReason: ref('lostReason'),
    note: draft.notes.length === 0 ? null : draft.notes.join('\n'),
    tags: draft.tags, custom: draft.custom, warnings: draft.warnings,
  }
}
