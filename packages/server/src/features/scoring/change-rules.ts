import { ruleProblems } from '@sluice/core/scoring/rule-problems'
import type { ScoreRules } from '@sluice/core/scoring/rules'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import type { Jobs } from '../../platform/jobs.ts'
import { refuse } from '../../platform/refusal.ts'
import { scoredObjects } from './in-force.ts'
import { beginRescore } from './rescore.ts'

/** Refuses rules whose conditions cannot be asked, each by its place. */
export async function requireAskable(tx: Reader, orgId: string, rules: ScoreRules): Promise<void> {
  const problems = ruleProblems(rules, await scoredObjects(tx, orgId))
  if (problems.length > 0) refuse('score.rules_invalid', { count: problems.length }, problems.map(({ path, code }) => ({ path: `rules.${path}`, code })))
}

/** The row of the organisation's rules, held until the transaction ends. */
async function lockSetup(tx: Tx, orgId: string): Promise<{ draft: ScoreRules | null; version: number; versionN: number | null }> {
  await sql`insert into score_setup (org_id) values (${orgId}) on conflict (org_id) do nothing`.execute(tx)
  const { rows } = await sql<{ draft: ScoreRules | null; version: number; versionN: number | null }>`
    select draft, draft_version as version, version_n as "versionN" from score_setup where org_id = ${orgId} for update`.execute(tx)
  return rows[0] ?? { draft: null, version: 0, versionN: null }
}

/** Keeps a draft made from `version`; whoever saved meanwhile wins, the second is told. */
export async function saveDraft(tx: Tx, act: Act, rules: ScoreRules, version: number): Promise<void> {
  const before = await lockSetup(tx, act.orgId)
  if (before.version !== version) refuse('conflict.stale_version')
  await requireAskable(tx, act.orgId, rules)
  await tx.updateTable('score_setup').set({ draft: JSON.stringify(rules), draft_by: act.actorId, draft_at: act.now, draft_version: version + 1 }).where('org_id', '=', act.orgId).execute()
}

export async function discardDraft(tx: Tx, act: Act): Promise<void> {
  const { version } = await lockSetup(tx, act.orgId)
  await tx.updateTable('score_setup').set({ draft: null, draft_by: null, draft_at: null, draft_version: version + 1 }).where('org_id', '=', act.orgId).execute()
}

/** Puts the draft in force. It is judged once more: fields may have gone since it was saved. */
export async function publishDraft(tx: Tx, act: Act, jobs: Jobs, version: number, note: string): Promise<void> {
  const { draft, version: found } = await lockSetup(tx, act.orgId)
  if (draft === null) refuse('score.no_draft')
  if (found !== version) refuse('conflict.stale_version')
  await requireAskable(tx, act.orgId, draft)
  await putInForce(tx, act, draft, note)
  await beginRescore(tx, act, jobs, 'rules')
}

/** Writes the next version of the rules; whoever calls sees to the leads. */
export async function putInForce(tx: Tx, act: Act, rules: ScoreRules, note: string): Promise<number> {
  const { orgId } = act
  const n = ((await lockSetup(tx, orgId)).versionN ?? 0) + 1
  await tx.insertInto('score_version').values({ org_id: orgId, n, rules: JSON.stringify(rules), note, published_by: act.actorId, published_at: act.now }).execute()
  await sql`update score_setup set version_n = ${n}, draft = null, draft_by = null, draft_at = null, draft_version = draft_version + 1 where org_id = ${orgId}`.execute(tx)
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'scoring', name: `v${n}` }, subjectType: 'config', subjectId: orgId, ownerId: null, teamId: null }])
  return n
}
