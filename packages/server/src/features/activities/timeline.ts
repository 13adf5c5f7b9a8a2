import type { getTimeline, SubjectType, TimelineItem } from '@sluice/core/activities/contract'
import { mentionedIds } from '@sluice/core/activities/mentions'
import { FIELD_OBJECTS, type FieldObject } from '@sluice/core/fields/field-type'
import type { Viewer } from '@sluice/core/identity/policy'
import type { AnswerOf, QueryOf } from '@sluice/core/lib/contract'
import type { Reader } from '../../platform/db.ts'
import { maskChanges, showOne } from '../fields/show-custom.queries.ts'
import { requireSubject } from './subject.ts'
import { selectNames, selectTimeline, type TimelineRow } from './timeline.queries.ts'

/** Everything that happened to a record, with the names of all that is mentioned by id, so that it can be put in words. */
export async function timeline(tx: Reader, viewer: Viewer, type: SubjectType, id: string, query: QueryOf<typeof getTimeline>): Promise<AnswerOf<typeof getTimeline>> {
  await requireSubject(tx, viewer, type, id, 'read')
  const page = await selectTimeline(tx, viewer, type, id, query)
  const items = (await Promise.all(page.rows.map((row) => shown(tx, viewer, toItem(row))))).filter((item) => item !== null)
  const ids = new Set<string>(items.map((item) => item.subjectId))
  for (const item of items) collectIds(item.payload, ids)
  return { items, nextCursor: page.nextCursor, names: await selectNames(tx, viewer, [...ids]) }
}

/** Without custom fields that the viewer may not see; null when nothing else happened. */
async function shown(tx: Reader, viewer: Viewer, item: TimelineItem): Promise<TimelineItem | null> {
  const activity = item.activity && (await showOne(tx, viewer, 'activity', item.activity))
  const { changes } = item.payload
  const object = item.type.startsWith('activity.') ? 'activity' : item.subjectType
  if (typeof changes !== 'object' || changes === null || !isFieldObject(object)) return { ...item, activity }
  const seen = await maskChanges(tx, viewer, object, { ...changes })
  if (Object.keys(seen).length === 0 && Object.keys(changes).length > 0) return null
  return { ...item, activity, payload: { ...item.payload, changes: seen } }
}
const isFieldObject = (name: string): name is FieldObject => (FIELD_OBJECTS as readonly string[]).includes(name)

function toItem(row: TimelineRow): TimelineItem {
  const { id: _id, isRemoved, ...item } = row
  if (!isRemoved) return item
  // The fact stays, the words that were taken back do not, nor what they were before a correction.
  const { changes, ...payload } = row.payload
  const kept = Object.entries(Object(changes) as object).filter(([field]) => field !== 'body')
  return { ...item, payload: { ...payload, ...(changes !== undefined && { changes: Object.fromEntries(kept) }), ...('body' in payload && { body: '' }), isRemoved: true } }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function collectIds(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') {
    if (uuid.test(value)) into.add(value)
    else for (const id of mentionedIds(value)) into.add(id)
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) collectIds(part, into)
  }
}
