import type { changeLanguageModel, LanguageModelSettings, LanguageModelUse } from '@sluice/core/language-model/contract'
import type { LanguageModelAccount } from '@sluice/core/language-model/gateway'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import { append, type Act } from '../../platform/event-log.ts'
import { addressProblem, type Reach } from '../../platform/outgoing.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Secrets } from '../../platform/secrets.ts'

const sealContext = (orgId: string) => `${orgId} language model`

interface Stored {
  isOn: boolean
  baseUrl: string | null
  model: string | null
  keySealed: string | null
  version: number
}

async function selectStored(tx: Reader, orgId: string): Promise<Stored> {
  const { rows } = await sql<Stored>`select is_on as "isOn", base_url as "baseUrl", model, key_sealed as "keySealed", version from language_model where org_id = ${orgId}`.execute(tx)
  return rows[0] ?? { isOn: false, baseUrl: null, model: null, keySealed: null, version: 0 }
}

/** Where to ask; null when something is missing. `isOn`: whether people may. */
export async function selectAccount(tx: Reader, secrets: Secrets, orgId: string): Promise<{ isOn: boolean; account: LanguageModelAccount | null }> {
  const { isOn, baseUrl, model, keySealed } = await selectStored(tx, orgId)
  const key = keySealed === null ? null : secrets.open(keySealed, sealContext(orgId))
  return { isOn, account: baseUrl === null || model === null || key === null ? null : { baseUrl, model, key } }
}

export async function showLanguageModel(tx: Reader, orgId: string, now: string): Promise<LanguageModelSettings> {
  const { keySealed, ...shown } = await selectStored(tx, orgId)
  const { rows } = await sql<LanguageModelSettings['uses']>`
    select count(*)::integer as n, coalesce(sum(prompt_tokens), 0)::bigint as "promptTokens", coalesce(sum(answer_tokens), 0)::bigint as "answerTokens"
    from language_model_use where org_id = ${orgId} and at >= ${now}::timestamptz - interval '30 days'`.execute(tx)
  return { ...shown, hasKey: keySealed !== null, uses: rows[0] ?? { n: 0, promptTokens: 0, answerTokens: 0 } }
}

/** The last hundred. */
export async function selectUses(tx: Reader, orgId: string): Promise<LanguageModelUse[]> {
  const { rows } = await sql<LanguageModelUse>`
    select l.id, l.at, jsonb_build_object('id', u.id, 'name', u.name) as user, l.kind, l.outcome, l.model, l.prompt_tokens as "promptTokens", l.answer_tokens as "answerTokens"
    from language_model_use l join app_user u on u.org_id = l.org_id and u.id = l.user_id where l.org_id = ${orgId} order by l.at desc, l.id desc limit 100`.execute(tx)
  return rows
}

/** A new address needs its key again: a key is for one place alone. */
export async function changeSettings(tx: Tx, act: Act, secrets: Secrets, reach: Reach, version: number, body: BodyOf<typeof changeLanguageModel>): Promise<void> {
  const { orgId } = act
  await tx.insertInto('language_model').values({ org_id: orgId, version: 0 }).onConflict((conflict) => conflict.doNothing()).execute()
  await sql`select 1 from language_model where org_id = ${orgId} for update`.execute(tx)
  const before = await selectStored(tx, orgId)
  if (before.version !== version) refuse('conflict.stale_version')
  const problem = body.baseUrl === undefined || body.baseUrl === null ? null : addressProblem(body.baseUrl, reach)
  if (problem !== null) refuse(problem, {}, [{ path: 'baseUrl', code: problem }])
  const moved = body.baseUrl !== undefined && body.baseUrl !== before.baseUrl
  const after = {
    isOn: body.isOn ?? before.isOn, baseUrl: body.baseUrl === undefined ? before.baseUrl : body.baseUrl, model: body.model === undefined ? before.model : body.model,
    keySealed: body.key === undefined ? (moved ? null : before.keySealed) : body.key === null ? null : secrets.seal(body.key, sealContext(orgId)),
  }
  if (after.isOn && (after.baseUrl === null || after.model === null || after.keySealed === null)) refuse('language_model.not_ready')
  await tx
    .updateTable('language_model')
    .set({ is_on: after.isOn, base_url: after.baseUrl, model: after.model, key_sealed: after.keySealed, version: version + 1 })
    .where('org_id', '=', orgId)
    .execute()
  await append(tx, act, [{ type: 'config.changed', payload: { what: 'language_model', name: '' }, subjectType: 'config', subjectId: orgId, ownerId: null, teamId: null }])
}
