import type { FormFigures, listPublicForms, PublicForm, WholeForm } from '@sluice/core/public-forms/contract'
import { formDefinition, type FormDefinition } from '@sluice/core/public-forms/definition'
import { allows, scopeOf, type Viewer } from '@sluice/core/identity/policy'
import type { QueryOf } from '@sluice/core/lib/contract'
import { ratio } from '@sluice/core/lib/ratio'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import type { Keyset } from '../../platform/keyset.ts'
import { listRows } from '../../platform/list-rows.ts'

/** All SQL that reads forms; what was sent through them is in submissions.queries.ts. Every query is of one organisation. */

/** Who asks, and what the addresses of its forms begin with: `https://crm.example.cn/f/acme/`. */
export interface Asking {
  viewer: Viewer
  linkBase: string
}

interface Row extends Omit<PublicForm, 'status' | 'canWrite' | 'link' | 'figures' | 'languages' | 'lastAt'> {
  teamId: string | null
  isArchived: boolean
  isClosed: boolean
  languages: string[]
}
const columns = sql`f.id, f.key, f.name, f.published_no as "publishedNo", v.published_at as "publishedAt", v.definition is not null and v.definition <> f.draft as "isChanged",
  jsonb_build_object('id', u.id, 'name', u.name) as owner, f.team_id as "teamId", f.archived_at is not null as "isArchived", f.closed_at is not null as "isClosed",
  coalesce(v.definition, f.draft)->'languages' as languages, f.created_at as "createdAt", f.version`
const from = sql`public_form f join app_user u on u.org_id = f.org_id and u.id = f.owner_id
  left join public_form_version v on v.org_id = f.org_id and v.form_id = f.id and v.no = f.published_no`
const newest: Keyset = { name: 'made', alias: 'f', key: sql`f.created_at`, type: 'instant', nullable: false, direction: 'desc' }

/** Those a viewer may see: all, or those they own. */
function formFilter(viewer: Viewer): RawBuilder<boolean> {
  const scope = scopeOf(viewer, 'campaign', 'read')
  return scope === 'all' ? sql<boolean>`true` : scope === 'none' ? sql<boolean>`false` : sql<boolean>`f.owner_id = ${viewer.userId}`
}

export async function selectForms(tx: Reader, asking: Asking, query: QueryOf<typeof listPublicForms>) {
  const like = `%${(query.q ?? '').replace(/[\\%_]/g, (one) => `\\${one}`)}%`
  const where = [
    sql<boolean>`f.org_id = ${asking.viewer.orgId}`, formFilter(asking.viewer),
    query.archived === true ? sql<boolean>`f.archived_at is not null` : sql<boolean>`f.archived_at is null`,
    ...(query.q === undefined || query.q === '' ? [] : [sql<boolean>`(f.name ilike ${like} or f.key ilike ${like})`]),
  ]
  const page = await listRows<Row>(tx, { columns, from, countFrom: sql`public_form f`, where, keyset: newest, cursor: query.cursor, limit: query.limit })
  return { ...page, items: await shown(tx, asking, page.items) }
}

async function shown(tx: Reader, { viewer, linkBase }: Asking, rows: readonly Row[]): Promise<PublicForm[]> {
  const figures = await selectFigures(tx, viewer.orgId, rows.map((row) => row.id))
  return rows.map(({ teamId, isArchived, isClosed, ...row }) => {
    const { lastAt, ...counts } = figures.get(row.id) ?? { ...noFigures, lastAt: null }
    return {
      ...row, lastAt, figures: counts, link: `${linkBase}${row.key}`, canWrite: allows(viewer, 'campaign', 'write', { ownerId: row.owner.id, teamId }),
      status: isArchived ? 'archived' : row.publishedNo === null ? 'draft' : isClosed ? 'closed' : 'open',
    }
  })
}

const noFigures: FormFigures = { views: 0, starts: 0, submissions: 0, duplicates: 0, suspected: 0, rate: null }

async function selectFigures(tx: Reader, orgId: string, ids: readonly string[]): Promise<Map<string, FormFigures & { lastAt: string | null }>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Omit<FormFigures, 'rate'> & { id: string; lastAt: string | null }>`
    select f.id, coalesce(d.views, 0)::bigint as views, coalesce(d.starts, 0)::bigint as starts, coalesce(s.submissions, 0) as submissions,
      coalesce(s.duplicates, 0) as duplicates, coalesce(s.suspected, 0) as suspected, s.last_at as "lastAt"
    from unnest(${sql.val([...ids])}::uuid[]) as f(id)
    left join lateral (select sum(views) as views, sum(starts) as starts from form_day d where d.org_id = ${orgId} and d.form_id = f.id) d on true
    left join lateral (
      select count(*) filter (where verdict <> 'suspected_bot') as submissions, count(*) filter (where verdict = 'duplicate') as duplicates,
        count(*) filter (where verdict = 'suspected_bot') as suspected, max(at) as last_at
      from form_submission s where s.org_id = ${orgId} and s.form_id = f.id) s on true`.execute(tx)
  return new Map(rows.map(({ id, ...row }) => [id, { ...row, rate: ratio(row.submissions, row.views) }]))
}

export async function selectForm(tx: Reader, asking: Asking, id: string): Promise<PublicForm | undefined> {
  const { rows } = await sql<Row>`select ${columns} from ${from} where f.org_id = ${asking.viewer.orgId} and f.id = ${id} and ${formFilter(asking.viewer)}`.execute(tx)
  return (await shown(tx, asking, rows))[0]
}

/** The form with its draft, its published definition, files and the last 30 days up to `today`. */
export async function selectWholeForm(tx: Reader, asking: Asking, id: string, today: string, timeZone: string): Promise<WholeForm | undefined> {
  const form = await selectForm(tx, asking, id)
  if (form === undefined) return undefined
  const { orgId } = asking.viewer
  const { rows } = await sql<{ draft: unknown; published: unknown }>`
    select f.draft, v.definition as published from public_form f left join public_form_version v on v.org_id = f.org_id and v.form_id = f.id and v.no = f.published_no
    where f.org_id = ${orgId} and f.id = ${id}`.execute(tx)
  const days = await sql<WholeForm['days'][number]>`
    select to_char(g.day, 'YYYY-MM-DD') as day, coalesce(d.views, 0)::bigint as views, coalesce(d.starts, 0)::bigint as starts, coalesce(s.n, 0)::bigint as submissions
    from generate_series(${today}::date - 29, ${today}::date, interval '1 day') as g(day)
    left join form_day d on d.org_id = ${orgId} and d.form_id = ${id} and d.day = g.day::date
    left join (select (at at time zone ${timeZone})::date as day, count(*) as n from form_submission
      where org_id = ${orgId} and form_id = ${id} and verdict <> 'suspected_bot' and at >= (${today}::date - 30)::timestamptz group by 1) s on s.day = g.day::date
    order by g.day`.execute(tx)
  return {
    ...form, draft: formDefinition.parse(rows[0]?.draft), published: rows[0]?.published === null ? null : formDefinition.parse(rows[0]?.published),
    files: await selectFiles(tx, orgId, id), days: days.rows,
  }
}

export async function selectFiles(tx: Reader, orgId: string, formId: string): Promise<WholeForm['files']> {
  const { rows } = await sql<WholeForm['files'][number]>`
    select id, name, media_type as "mediaType", size_bytes as "sizeBytes" from public_form_file where org_id = ${orgId} and form_id = ${formId} order by created_at, id`.execute(tx)
  return rows
}

/** A form as strangers meet it: the version that is shown. */
export interface ShownForm {
  id: string
  key: string
  name: string
  orgName: string
  isOpen: boolean
  no: number
  definition: FormDefinition
  consentVersion: number
}

/** The form at an address; `no` is the version a page was made from, default the one that is shown. Drafts and archived ones are not there. */
export async function selectShownForm(tx: Reader, orgId: string, key: string, no?: number): Promise<ShownForm | undefined> {
  const { rows } = await sql<Omit<ShownForm, 'definition'> & { definition: unknown }>`
    select f.id, f.key, f.name, o.name as "orgName", f.closed_at is null as "isOpen", v.no, v.definition, v.consent_version as "consentVersion"
    from public_form f join org o on o.org_id = f.org_id
      join public_form_version v on v.org_id = f.org_id and v.form_id = f.id and v.no = ${no === undefined ? sql`f.published_no` : sql`${no}::int`}
    where f.org_id = ${orgId} and f.key = ${key} and f.archived_at is null and f.published_no is not null`.execute(tx)
  const row = rows[0]
  return row === undefined ? undefined : { ...row, definition: formDefinition.parse(row.definition) }
}
