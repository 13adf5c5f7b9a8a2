import type { Act } from '../../platform/event-log.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../../platform/refusal.ts'
import { hashPassword } from './password.ts'

export interface NewOrg {
  orgId: string
  slug: string
  name: string
  timeZone: string
  currency: string
  isDemo: boolean
  admin: { name: string; email: string; password: string; locale: 'zh-CN' | 'en' }
}

/** Creates the organisation with its root team and first administrator. What a new organisation starts with besides is the composition root's business. */
export async function createOrg(tx: Tx, org: NewOrg, now: string): Promise<{ userId: string; teamId: string }> {
  const userId = newId()
  const teamId = newId()
  const clash = await tx.insertInto('org')
    .values({ org_id: org.orgId, slug: org.slug, name: org.name, time_zone: org.timeZone, currency: org.currency, locale: org.admin.locale, is_demo: org.isDemo, created_at: now })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .executeTakeFirst()
  if (clash.numInsertedOrUpdatedRows === 0n) refuse('conflict.duplicate')
  await tx.insertInto('team').values({ org_id: org.orgId, id: teamId, name: org.name, path: [teamId], created_at: now }).execute()
  await tx
    .insertInto('app_user')
    .values({
      org_id: org.orgId, id: userId, email: org.admin.email, name: org.admin.name, role: 'admin', team_id: teamId, locale: org.admin.locale,
      password_hash: await hashPassword(org.admin.password), created_at: now,
    })
    .execute()
  return { userId, teamId }
}

export interface NewUser {
  name: string
  email: string
  role: string
  teamId: string
  password: string | null
  locale?: string
}

/** Adds a user; without a password they cannot sign in until one is set. */
export async function createUser(tx: Tx, act: Act, user: NewUser): Promise<string> {
  const id = newId()
  const team = await tx.selectFrom('team').select('id').where('org_id', '=', act.orgId).where('id', '=', user.teamId).executeTakeFirst()
  if (team === undefined) refuse('user.unknown_team')
  const taken = await tx
    .insertInto('app_user')
    .values({
      org_id: act.orgId, id, email: user.email, name: user.name, role: user.role, team_id: user.teamId, locale: user.locale ?? 'zh-CN',
      password_hash: user.password === null ? null : await hashPassword(user.password), created_at: act.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (taken.numInsertedOrUpdatedRows === 0n) refuse('user.email_taken')
  return id
}
