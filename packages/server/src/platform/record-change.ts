import type { Changes } from '@sluice/core/events/deal-events'
import type { Reader } from './db.ts'
import { refuse } from './refusal.ts'

/** The record's fields that `patch` changes, as `field → [before, after]`; what was left out stays, what the record has not is passed over. */
export function changesOf<T extends object>(before: T, patch: Partial<T>): Changes {
  const changes: Changes = {}
  for (const [field, after] of Object.entries(patch)) {
    if (!(field in before) || after === undefined) continue
    const old = (before as Record<string, unknown>)[field]
    if (JSON.stringify(old) !== JSON.stringify(after)) changes[field] = [old, after]
  }
  return changes
}

/** Refuses tags and a source that the organisation does not have. */
export async function requireKnown(tx: Reader, orgId: string, refs: { tagIds?: readonly string[] | undefined; sourceId?: string | null | undefined }): Promise<void> {
  const tagIds = [...new Set(refs.tagIds)]
  if (tagIds.length > 0) {
    const found = await tx.selectFrom('tag').select('id').where('org_id', '=', orgId).where('id', 'in', tagIds).execute()
    if (found.length < tagIds.length) refuse('record.unknown_tag', {}, [{ path: 'tagIds', code: 'record.unknown_tag' }])
  }
  if (refs.sourceId === undefined || refs.sourceId === null) return
  const source = await tx.selectFrom('channel').select('id').where('org_id', '=', orgId).where('id', '=', refs.sourceId).executeTakeFirst()
  if (source === undefined) refuse('record.unknown_tag', {}, [{ path: 'sourceId', code: 'record.unknown_tag' }])
}
