import type { changeRobot, createRobot, Robot } from '@sluice/core/messages/contract'
import type { RobotKind } from '@sluice/core/messages/robot'
import type { Viewer } from '@sluice/core/identity/policy'
import type { BodyOf } from '@sluice/core/lib/contract'
import { sql } from 'kysely'
import type { Reader, Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { addressProblem, type Reach } from '../../platform/outgoing.ts'
import { refuse } from '../../platform/refusal.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { sealContext } from './seal-context.ts'
import { tellConfig } from './tell-config.ts'

/** Robots as they are shown: without their keys. */
export async function selectRobots(tx: Reader, orgId: string): Promise<Robot[]> {
  const { rows } = await sql<Robot>`
    select r.id, r.name, r.kind, r.host, r.secret_sealed is not null as "isSigned", case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team, r.is_on as "isOn", r.problem,
      r.paused_until as "pausedUntil", r.last_at as "lastAt", (select count(*)::integer from delivery d where d.org_id = r.org_id and d.robot_id = r.id and d.state in ('queued', 'claimed')) as waiting, r.version
    from robot r left join team t on t.org_id = r.org_id and t.id = r.team_id where r.org_id = ${orgId} order by r.created_at, r.id`.execute(tx)
  return rows
}

/** On which paths the platforms take posts; a private deployment has another host, never another path. */
const paths: Record<RobotKind, RegExp> = { wecom: /^\/cgi-bin\/webhook\/send$/, dingtalk: /^\/robot\/send$/, feishu: /^\/open-apis\/bot\/v2\/hook\/[\w-]+$/ }
const keys: Record<RobotKind, string | null> = { wecom: 'key', dingtalk: 'access_token', feishu: null }

function readAddress(address: string, kind: RobotKind, reach: Reach): { host: string } {
  const wrong = (code: 'message.address_wrong' | 'message.address_private' | 'message.address_platform') => refuse(code, {}, [{ path: 'address', code }])
  const problem = addressProblem(address, reach)
  if (problem !== null) wrong(problem)
  const url = new URL(address)
  const key = keys[kind]
  if (!paths[kind].test(url.pathname) || (key !== null && (url.searchParams.get(key) ?? '') === '')) wrong('message.address_platform')
  return { host: url.host }
}

async function requireTeam(tx: Reader, orgId: string, teamId: string | null | undefined): Promise<void> {
  if (teamId === null || teamId === undefined) return
  const team = await tx.selectFrom('team').select('id').where('org_id', '=', orgId).where('id', '=', teamId).executeTakeFirst()
  if (team === undefined) refuse('conflict.reference', {}, [{ path: 'teamId', code: 'conflict.reference' }])
}

export async function makeRobot(tx: Tx, act: Act, viewer: Viewer, secrets: Secrets, reach: Reach, body: BodyOf<typeof createRobot>): Promise<string> {
  const { host } = readAddress(body.address, body.kind, reach)
  await requireTeam(tx, act.orgId, body.teamId)
  const id = newId()
  await tx.insertInto('robot').values({
    org_id: act.orgId, id, name: body.name, kind: body.kind, address_sealed: secrets.seal(body.address, sealContext(act.orgId, 'robot')), host,
    secret_sealed: body.secret === null ? null : secrets.seal(body.secret, sealContext(act.orgId, 'robot secret')), team_id: body.teamId, is_on: body.isOn, created_by: viewer.userId, created_at: act.now,
  }).execute()
  await tellConfig(tx, act, 'robot', id, body.name)
  return id
}

/** What waited because of a wrong address or secret need not wait longer. */
export async function editRobot(tx: Tx, act: Act, secrets: Secrets, reach: Reach, id: string, version: number, body: BodyOf<typeof changeRobot>): Promise<void> {
  const before = (await tx.selectFrom('robot').selectAll().where('org_id', '=', act.orgId).where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse('record.not_found')
  if (before.version !== version) refuse('conflict.stale_version')
  await requireTeam(tx, act.orgId, body.teamId)
  const place = body.address === undefined ? null : readAddress(body.address, before.kind as RobotKind, reach)
  await tx.updateTable('robot').set({
    ...(body.name !== undefined && { name: body.name }), ...(body.teamId !== undefined && { team_id: body.teamId }), ...(body.isOn !== undefined && { is_on: body.isOn }),
    ...(place !== null && body.address !== undefined && { host: place.host, address_sealed: secrets.seal(body.address, sealContext(act.orgId, 'robot')) }),
    ...(body.secret !== undefined && { secret_sealed: body.secret === null ? null : secrets.seal(body.secret, sealContext(act.orgId, 'robot secret')) }), problem: null, paused_until: null, version: version + 1,
  }).where('org_id', '=', act.orgId).where('id', '=', id).execute()
  await sql`update delivery set not_before = ${act.now}::timestamptz where org_id = ${act.orgId} and robot_id = ${id} and state = 'queued' and attempts > 0`.execute(tx)
  await tellConfig(tx, act, 'robot', id, body.name ?? before.name)
}

export async function dropRobot(tx: Tx, act: Act, id: string): Promise<void> {
  const gone = await tx.deleteFrom('robot').where('org_id', '=', act.orgId).where('id', '=', id).returning('name').executeTakeFirst()
  if (gone === undefined) refuse('record.not_found')
  await tellConfig(tx, act, 'robot', id, gone.name)
}
