import type { ChatAppAccount, ChatAppGateway } from '@sluice/core/messages/chat-app'
import type { ChatApp, ownChatApp } from '@sluice/core/messages/chat-app-contract'
import { robotKinds, type RobotKind } from '@sluice/core/messages/robot'
import type { Viewer } from '@sluice/core/identity/policy'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Reader } from '../../platform/db.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { accountOf, selectSetting } from '../wecom/wecom.queries.ts'
import { sealContext } from './seal-context.ts'

interface Row { id: string; kind: RobotKind; client_id: string | null; agent_id: string | null; secret_sealed: string | null; is_on: boolean; problem_code: number | null; problem: string | null; paused_until: string | null; last_at: string | null; version: number }

/** Who a person is on a platform: as was entered for app messages, else, on WeCom, as its settings say who is whom. */
const memberOf = (kind: RobotKind) => sql<string | null>`coalesce(
  (select c.external_id from chat_member c where c.org_id = u.org_id and c.kind = ${kind} and c.user_id = u.id),
  ${kind === 'wecom' ? sql`(select min(w.userid) from wecom_member w where w.org_id = u.org_id and w.user_id = u.id)` : sql`null`})`

export async function externalIdOf(tx: Reader, orgId: string, kind: RobotKind, userId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`select ${memberOf(kind)} as id from app_user u where u.org_id = ${orgId} and u.id = ${userId} and u.status = 'active'`.execute(tx)
  return rows[0]?.id ?? null
}

/** With what an app is called; null until all of it is entered. Never to be shown as it is. */
export async function selectAccount(tx: Reader, secrets: Secrets, orgId: string, kind: RobotKind): Promise<ChatAppAccount | null> {
  const row = await selectRow(tx, orgId, kind)
  return row === undefined ? null : (await partsOf(tx, secrets, orgId, kind, row)).account
}

const selectRow = async (tx: Reader, orgId: string, kind: RobotKind): Promise<Row | undefined> =>
  (await sql<Row>`select * from chat_app where org_id = ${orgId} and kind = ${kind}`.execute(tx)).rows[0]

async function partsOf(tx: Reader, secrets: Secrets, orgId: string, kind: RobotKind, row: Row | undefined): Promise<{ clientId: string | null; sharesSecret: boolean; secret: string | null; account: ChatAppAccount | null }> {
  const own = row?.secret_sealed == null ? null : secrets.open(row.secret_sealed, sealContext(orgId, `chat app ${kind}`))
  const setting = kind === 'wecom' ? await selectSetting(tx, secrets, orgId) : null
  const clientId = kind === 'wecom' ? (setting?.corpId ?? null) : (row?.client_id ?? null)
  const sharesSecret = kind === 'wecom' && row?.secret_sealed == null && accountOf(setting) !== null
  const secret = own ?? (sharesSecret ? (setting?.secret ?? null) : null)
  const agentId = kind === 'feishu' ? '' : row?.agent_id
  return { clientId, sharesSecret, secret, account: clientId === null || secret === null || agentId == null ? null : { kind, clientId, agentId, secret } }
}

/** As administrators see it: whether there are secrets, never which. */
export async function showChatApp(tx: Reader, secrets: Secrets, orgId: string, kind: RobotKind, hosts: ChatAppGateway['hosts']): Promise<ChatApp> {
  const row = await selectRow(tx, orgId, kind)
  const { clientId, sharesSecret, secret, account } = await partsOf(tx, secrets, orgId, kind, row)
  const { rows: people } = await sql<{ id: string; name: string; externalId: string | null }>`select u.id, u.name, ${memberOf(kind)} as "externalId" from app_user u where u.org_id = ${orgId} and u.status = 'active' order by u.name, u.id`.execute(tx)
  const { rows: counts } = await sql<{ waiting: number }>`select count(*)::integer as waiting from delivery where org_id = ${orgId} and app_id = ${row?.id ?? null} and state in ('queued', 'claimed')`.execute(tx)
  return {
    id: row?.id ?? null, kind, clientId, agentId: row?.agent_id ?? null, hasSecret: secret !== null, sharesSecret, isReady: account !== null, isOn: row?.is_on ?? false, apiHost: hosts[kind],
    problem: row?.problem == null ? null : { code: row.problem_code, said: row.problem, pausedUntil: row.paused_until }, lastAt: row?.last_at ?? null, waiting: counts[0]?.waiting ?? 0,
    members: people.flatMap(({ id, name, externalId }) => (externalId === null ? [] : [{ user: { id, name }, externalId }])), missing: people.filter((one) => one.externalId === null).length, version: row?.version ?? 0,
  }
}

export const showChatApps = async (tx: Reader, secrets: Secrets, orgId: string, hosts: ChatAppGateway['hosts']): Promise<ChatApp[]> => {
  const items: ChatApp[] = []
  for (const kind of robotKinds) items.push(await showChatApp(tx, secrets, orgId, kind, hosts))
  return items
}

/** The apps that are on, and who the viewer is there. */
export async function selectOwnApps(tx: Reader, { orgId, userId }: Viewer): Promise<z.input<typeof ownChatApp>[]> {
  const { rows } = await sql<{ kind: RobotKind; state: string | null; code: number | null; said: string | null }>`
    select a.kind, l.state, l.status as code, l.said from chat_app a left join lateral (
      select d.state, d.status, d.said from delivery d where d.org_id = a.org_id and d.app_id = a.id and d.user_id = ${userId} and d.sending_at is not null order by d.sending_at desc, d.id desc limit 1) l on true
    where a.org_id = ${orgId} and a.is_on order by a.kind desc`.execute(tx)
  const own: z.input<typeof ownChatApp>[] = []
  for (const { kind, state, code, said } of rows) own.push({ kind, externalId: await externalIdOf(tx, orgId, kind, userId), problem: state === 'failed' ? { code, said: said ?? '' } : null })
  return own
}

/** By which apps people can be written to: those that are on and know them. */
export async function appsOf(tx: Reader, orgId: string, userIds: readonly string[]): Promise<{ userId: string; appId: string }[]> {
  const apps = await tx.selectFrom('chat_app').select(['id', 'kind']).where('org_id', '=', orgId).where('is_on', '=', true).execute()
  const found: { userId: string; appId: string }[] = []
  for (const { id, kind } of apps) {
    const { rows } = await sql<{ userId: string }>`select u.id as "userId" from app_user u where u.org_id = ${orgId} and u.id = any(${sql.val(userIds)}::uuid[]) and ${memberOf(kind as RobotKind)} is not null`.execute(tx)
    found.push(...rows.map(({ userId }) => ({ userId, appId: id })))
  }
  return found
}
