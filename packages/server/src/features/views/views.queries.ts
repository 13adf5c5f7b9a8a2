import type { SavedView } from '@sluice/core/views/contract'
import { maySee } from '@sluice/core/fields/read'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { fieldsOf } from '../fields/fields.queries.ts'

/** All SQL that reads saved views: one's own and those that are shared. */

const columns = (viewer: Viewer) => sql`v.id, v.object, v.name, jsonb_build_object('id', u.id, 'name', u.name) as owner, v.is_shared as "isShared",
  v.owner_id = ${viewer.userId} as "isMine", v.definition, v.version`
const visible = (viewer: Viewer) => sql`v.org_id = ${viewer.orgId} and (v.owner_id = ${viewer.userId} or v.is_shared)`

export async function selectViews(tx: Reader, viewer: Viewer, object: SavedView['object']): Promise<SavedView[]> {
  const { rows } = await sql<SavedView>`
    select ${columns(viewer)} from saved_view v join app_user u on u.org_id = v.org_id and u.id = v.owner_id
    where ${visible(viewer)} and v.object = ${object} order by "isMine" desc, v.created_at, v.id`.execute(tx)
  return withoutHidden(tx, viewer, object, rows)
}

/** Others' views that ask for a custom field which the viewer may not see would be refused, and would tell that there is one. */
async function withoutHidden(tx: Reader, viewer: Viewer, object: SavedView['object'], views: SavedView[]): Promise<SavedView[]> {
  const hidden = (await fieldsOf(tx, viewer.orgId, object)).filter((field) => !maySee(field, viewer.role))
  if (hidden.length === 0) return views
  // Keys are of our own letters alone. A view may hold its condition in the text form, so names are looked for as words.
  const names = new RegExp(`\\bc_(?:${hidden.map((field) => field.key).join('|')})\\b`)
  return views.filter((view) => view.isMine || !names.test(JSON.stringify(view.definition)))
}

export async function selectView(tx: Reader, viewer: Viewer, id: string): Promise<SavedView | undefined> {
  const { rows } = await sql<SavedView>`
    select ${columns(viewer)} from saved_view v join app_user u on u.org_id = v.org_id and u.id = v.owner_id
    where ${visible(viewer)} and v.id = ${id}`.execute(tx)
  return rows[0]
}
