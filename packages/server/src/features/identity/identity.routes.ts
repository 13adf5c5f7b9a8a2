import {
  acceptInvitation, changeMe, changeOrg, changeTeam, changeUser, createTeam, createUser as createUserContract, getMe, invite,
  listInvitations, listTeams, listUsers, readInvitation, revokeInvitation, signIn as signInContract, signOut,
} from '@sluice/core/identity/contract'
import type { FastifyReply } from 'fastify'
import type { Api } from '../../platform/api.ts'
import { append } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { requireScope } from '../../platform/policy.ts'
import { refuse } from '../../platform/refusal.ts'
import { openRoute, route } from '../../platform/route.ts'
import { hashToken, newSecret, openSession, readToken, sessionCookie, sessionDays } from '../../platform/session.ts'
import { changeTeam as changeTeamUse, changeUser as changeUserUse, lockTeams } from './change-people.ts'
import { createUser } from './create-org.ts'
import { selectInvitations, selectMe, selectOpenInvitation, selectTeam, selectTeams, selectUser, selectUsers } from './identity.queries.ts'
import { hashPassword, passwordMatches } from './password.ts'
import { signIn, SignInThrottle } from './sign-in.ts'

export function setSessionCookie(api: Api, reply: FastifyReply, value: string): void {
  const secure = (api.env.SLUICE_URL?.startsWith('https:') ?? false) || reply.request.protocol === 'https'
  reply.setCookie(sessionCookie, value, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: sessionDays * 86_400 })
}

/** Sign-in, own account, users, teams and invitations. */
export function identityRoutes(api: Api): void {
  const throttle = new SignInThrottle()

  openRoute(api, signInContract, async ({ body, request, reply, now }) => {
    const account = `${body.org ?? ''}:${body.email}`
    await throttle.spend(account, request.ip)
    const found = await signIn(api.db, body, now, request.headers['user-agent'] ?? null)
    await throttle.forgive(account, request.ip)
    setSessionCookie(api, reply, found.cookie)
    return api.db.read(found.orgId, (tx) => selectMe(tx, found.orgId, found.userId))
  })

  route(api, signOut, async ({ tx, viewer, request, reply }) => {
    const token = readToken(request.cookies[sessionCookie])
    if (token) await tx.deleteFrom('session').where('org_id', '=', viewer.orgId).where('token_hash', '=', token.hash).execute()
    reply.clearCookie(sessionCookie, { path: '/' })
    return undefined
  })

  route(api, getMe, ({ tx, viewer }) => selectMe(tx, viewer.orgId, viewer.userId))

  route(api, changeMe, async ({ tx, viewer, body, request }) => {
    const own = tx.updateTable('app_user').where('org_id', '=', viewer.orgId).where('id', '=', viewer.userId)
    if (body.name !== undefined) await own.set({ name: body.name }).execute()
    if (body.locale !== undefined) await own.set({ locale: body.locale }).execute()
    if (body.password !== undefined) {
      await throttle.spend(viewer.userId, request.ip)
      const row = await tx.selectFrom('app_user').select('password_hash').where('org_id', '=', viewer.orgId).where('id', '=', viewer.userId).executeTakeFirst()
      if (!(await passwordMatches(row?.password_hash ?? null, body.password.current))) {
        refuse('request.invalid', {}, [{ path: 'password.current', code: 'session.wrong_credentials' }])
      }
      await own.set({ password_hash: await hashPassword(body.password.next) }).execute()
      // Everybody who holds an older session is signed out; this one stays.
      const token = readToken(request.cookies[sessionCookie])
      await tx.deleteFrom('session').where('org_id', '=', viewer.orgId).where('user_id', '=', viewer.userId)
        .where('token_hash', '!=', token?.hash ?? Buffer.alloc(0)).execute()
    }
    return selectMe(tx, viewer.orgId, viewer.userId)
  })

  route(api, changeOrg, async ({ tx, viewer, act, body, version }) => {
    if (viewer.role !== 'admin') refuse('permission.denied')
    const changed = await tx
      .updateTable('org')
      .set((eb) => ({
        ...(body.name !== undefined && { name: body.name }), ...(body.timeZone !== undefined && { time_zone: body.timeZone }),
        ...(body.currency !== undefined && { currency: body.currency }), version: eb('version', '+', 1),
      }))
      .where('org_id', '=', viewer.orgId)
      .where('version', '=', version)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) refuse('conflict.stale_version')
    await append(tx, act, [{ type: 'config.changed', payload: { what: 'org', name: body.name ?? '' }, subjectType: 'config', subjectId: viewer.orgId, ownerId: null, teamId: null }])
    return selectMe(tx, viewer.orgId, viewer.userId)
  })

  route(api, listUsers, async ({ tx, viewer }) => ({ items: await selectUsers(tx, viewer.orgId) as never }))
  route(api, createUserContract, async ({ tx, viewer, act, body }) => {
    requireScope(viewer, 'user', 'write')
    const id = await createUser(tx, act, body)
    await append(tx, act, [{ type: 'user.changed', payload: { what: 'created' }, subjectType: 'user', subjectId: id, ownerId: null, teamId: null }])
    return ((await selectUser(tx, viewer.orgId, id)) ?? refuse('record.not_found')) as never
  })
  route(api, changeUser, async ({ tx, viewer, act, params, body, version }) => {
    requireScope(viewer, 'user', 'write')
    await changeUserUse(tx, act, params.id, version, body)
    return ((await selectUser(tx, viewer.orgId, params.id)) ?? refuse('record.not_found')) as never
  })

  route(api, listTeams, async ({ tx, viewer }) => ({ items: await selectTeams(tx, viewer.orgId) }))
  route(api, createTeam, async ({ tx, viewer, act, body }) => {
    requireScope(viewer, 'user', 'write')
    await lockTeams(tx, viewer.orgId)
    const parent = (await selectTeam(tx, viewer.orgId, body.parentId)) ?? refuse('user.unknown_team')
    const id = newId()
    await tx.insertInto('team').values({ org_id: viewer.orgId, id, parent_id: parent.id, name: body.name, path: [...parent.path, id], created_at: act.now }).execute()
    await append(tx, act, [{ type: 'user.changed', payload: { what: 'team' }, subjectType: 'user', subjectId: id, ownerId: null, teamId: null }])
    return (await selectTeam(tx, viewer.orgId, id)) ?? refuse('record.not_found')
  })
  route(api, changeTeam, async ({ tx, viewer, act, params, body, version }) => {
    requireScope(viewer, 'user', 'write')
    await changeTeamUse(tx, act, params.id, version, body)
    return (await selectTeam(tx, viewer.orgId, params.id)) ?? refuse('record.not_found')
  })

  route(api, listInvitations, async ({ tx, viewer, act }) => {
    requireScope(viewer, 'user', 'write')
    return { items: await selectInvitations(tx, viewer.orgId, act.now) as never }
  })
  route(api, invite, async ({ tx, viewer, act, body }) => {
    requireScope(viewer, 'user', 'write')
    const team = (await selectTeam(tx, viewer.orgId, body.teamId)) ?? refuse('user.unknown_team')
    const taken = await tx.selectFrom('app_user').select('id').where('org_id', '=', viewer.orgId).where('email', '=', body.email).executeTakeFirst()
    if (taken !== undefined) refuse('user.email_taken')
    const secret = newSecret()
    const id = newId()
    const expiresAt = new Date(Date.parse(act.now) + 7 * 86_400_000).toISOString()
    await tx
      .insertInto('invitation')
      .values({
        org_id: viewer.orgId, id, token_hash: hashToken(secret), email: body.email, name: body.name ?? null, role: body.role, team_id: team.id,
        invited_by: viewer.userId, created_at: act.now, expires_at: expiresAt,
      })
      .execute()
    return {
      id, email: body.email, name: body.name ?? null, role: body.role, teamId: team.id, createdAt: act.now, expiresAt, acceptedAt: null,
      token: `${viewer.orgId}.${secret}`,
    }
  })
  route(api, revokeInvitation, async ({ tx, viewer, act, params }) => {
    requireScope(viewer, 'user', 'write')
    const gone = await tx.updateTable('invitation').set({ revoked_at: act.now }).where('org_id', '=', viewer.orgId).where('id', '=', params.id).executeTakeFirst()
    if (gone.numUpdatedRows === 0n) refuse('record.not_found')
    return undefined
  })

  openRoute(api, readInvitation, async ({ body, now, request }) => {
    // A secret of 256 bits is not guessed; the bound keeps one link from being hammered, not a team from joining.
    await throttle.spend(`invitation:${body.token}`, request.ip)
    const token = readToken(body.token) ?? refuse('invitation.invalid')
    const found = (await api.db.read(token.orgId, (tx) => selectOpenInvitation(tx, token.orgId, token.hash, now.toISOString()))) ?? refuse('invitation.invalid')
    return { orgName: found.orgName, email: found.email, name: found.name }
  })
  openRoute(api, acceptInvitation, async ({ body, now, request, reply }) => {
    const token = readToken(body.token) ?? refuse('invitation.invalid')
    const { orgId } = token
    const result = await api.db.write(orgId, async (tx) => {
      const found = (await selectOpenInvitation(tx, orgId, token.hash, now.toISOString())) ?? refuse('invitation.invalid')
      // Accepting marks the row first: of two browsers with the same link, one waits here and then finds it used.
      const taken = await tx.updateTable('invitation').set({ accepted_at: now.toISOString() }).where('org_id', '=', orgId)
        .where('id', '=', found.id).where('accepted_at', 'is', null).where('revoked_at', 'is', null).executeTakeFirst()
      if (taken.numUpdatedRows === 0n) refuse('invitation.invalid')
      const act = { orgId, actorId: null, now: now.toISOString() }
      const userId = await createUser(tx, act, { name: body.name, email: found.email, role: found.role, teamId: found.team_id, password: body.password, locale: body.locale })
      await append(tx, { ...act, actorId: userId }, [{ type: 'user.changed', payload: { what: 'joined' }, subjectType: 'user', subjectId: userId, ownerId: null, teamId: null }])
      return { userId, cookie: await openSession(tx, orgId, userId, now, request.headers['user-agent'] ?? null) }
    })
    setSessionCookie(api, reply, result.cookie)
    return api.db.read(orgId, (tx) => selectMe(tx, orgId, result.userId))
  })
}
