import { leadObject } from '@sluice/core/conditions/objects'
import type { Sequence, SequencePage } from '@sluice/core/nurture/contract'
import { allows, type Viewer } from '@sluice/core/identity/policy'
import { sequenceProblems, type SequenceProblem } from '@sluice/core/nurture/problems'
import { sequenceDefinition, type SequenceDefinition } from '@sluice/core/nurture/sequence'
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '../../platform/db.ts'
import { withCustomFields } from '../fields/custom-catalogue.queries.ts'
import { selectMailSetting } from './mail-settings.queries.ts'
import { selectTemplates } from './templates.ts'

type Row = Omit<Sequence, 'canWrite' | 'counts'> & { active: number; done: number; left: number; ready: number; sent: number; clicked: number; draft: unknown }

/** Sequences are for those who may see campaigns, or have leads to put into them. */
export const mayWriteSequences = (viewer: Viewer): boolean => allows(viewer, 'campaign', 'write', { ownerId: viewer.userId, teamId: viewer.teamIds[0] ?? null })

async function selectRows(tx: Reader, orgId: string, where: RawBuilder<boolean>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select s.id, s.name, case when s.archived_at is not null then 'archived' when s.published_number is null then 'draft' when s.paused_at is not null then 'paused' else 'running' end as state,
      jsonb_build_object('id', u.id, 'name', u.name) as owner, s.published_number as "publishedVersion", s.has_unpublished as "hasUnpublished", s.updated_at as "updatedAt", s.version, s.draft,
      coalesce(e.active, 0) as active, coalesce(e.done, 0) as done, coalesce(e.left, 0) as left, coalesce(e.ready, 0) as ready, coalesce(o.sent, 0) as sent, coalesce(o.clicked, 0) as clicked
    from sequence s join app_user u on u.org_id = s.org_id and u.id = s.owner_id
    left join lateral (select count(*) filter (where state in ('active', 'paused'))::integer as active, count(*) filter (where state = 'done')::integer as done, count(*) filter (where state in ('left', 'failed'))::integer as left,
      count(*) filter (where exit_reason in ('ready', 'replied', 'converted'))::integer as ready from enrolment where org_id = s.org_id and sequence_id = s.id) e on true
    left join lateral (select count(*)::integer as sent, count(clicked_at)::integer as clicked from outbox where org_id = s.org_id and sequence_id = s.id and sent_at is not null) o on true
    where s.org_id = ${orgId} and ${where} order by s.archived_at is not null, s.published_number is null, s.updated_at desc, s.id limit 300`.execute(tx)
  return rows
}

const shown = (viewer: Viewer, { active, done, left, ready, sent, clicked, draft: _, ...row }: Row): Sequence => ({ ...row, counts: { active, done, left, ready, sent, clicked }, canWrite: mayWriteSequences(viewer) })

export async function selectSequences(tx: Reader, viewer: Viewer, query: { state?: string | undefined; q?: string | undefined }): Promise<Sequence[]> {
  const named = query.q === undefined || query.q === '' ? sql<boolean>`true` : sql<boolean>`position(lower(${query.q}) in lower(s.name)) > 0`
  const rows = await selectRows(tx, viewer.orgId, named)
  return rows.filter((row) => (query.state === undefined ? row.state !== 'archived' : row.state === query.state)).map((row) => shown(viewer, row))
}

export async function selectSequence(tx: Reader, viewer: Viewer, id: string): Promise<SequencePage | undefined> {
  const row = (await selectRows(tx, viewer.orgId, sql<boolean>`s.id = ${id}`))[0]
  if (row === undefined) return undefined
  const draft = sequenceDefinition.parse(row.draft)
  const { rows: versions } = await sql<SequencePage['versions'][number]>`
    select v.number, jsonb_build_object('id', u.id, 'name', u.name) as by, v.published_at as at, v.note,
      (select count(*)::integer from enrolment e where e.org_id = v.org_id and e.sequence_id = v.sequence_id and e.version_number = v.number) as enrolments
    from sequence_version v join app_user u on u.org_id = v.org_id and u.id = v.published_by where v.org_id = ${viewer.orgId} and v.sequence_id = ${id} order by v.number desc limit 100`.execute(tx)
  return { ...shown(viewer, row), draft, problems: await findProblems(tx, viewer.orgId, draft), versions }
}

/** What stands in the way of publishing, by what the organisation has now. */
export async function findProblems(tx: Reader, orgId: string, draft: SequenceDefinition): Promise<SequenceProblem[]> {
  const [templates, setting, users, tags] = [
    await selectTemplates(tx, orgId, {}), await selectMailSetting(tx, orgId),
    await tx.selectFrom('app_user').select('id').where('org_id', '=', orgId).execute(), await tx.selectFrom('tag').select('id').where('org_id', '=', orgId).execute(),
  ]
  const ids = (rows: readonly { id: string }[]) => new Set(rows.map((row) => row.id))
  return sequenceProblems(draft, {
    templates: ids(templates), brokenTemplates: ids(templates.filter((one) => one.problem !== null)), senders: ids(setting.senders), users: ids(users), tags: ids(tags), lead: await withCustomFields(tx, orgId, null, leadObject),
  })
}
