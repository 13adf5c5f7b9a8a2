import { z } from 'zod'
import { contract } from '../lib/contract.ts'
import { currency, id, instantOut, line, params, version } from '../lib/wire.ts'
import { role } from './role.ts'

export const email = z.email().max(254).transform((text) => text.toLowerCase())
/** 10 characters at least; long passphrases are welcome, a bound keeps hashing cheap. */
export const password = z.string().min(10).max(200)
export const locale = z.enum(['zh-CN', 'en'])
export const timeZone = z.string().max(64).refine(isTimeZone, 'time_zone.unknown')

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

export const orgSlug = z.string().regex(/^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/)

export const me = z.object({
  user: z.object({ id, name: z.string(), email: z.string(), role, teamId: id, locale }),
  org: z.object({
    id, slug: z.string(), name: z.string(), timeZone: z.string(), currency: z.string(), isDemo: z.boolean(), version,
  }),
  teamIds: z.array(id),
  /** Where the stream of changes stood: one that begins after it (`GET /live?after=…`) tells all that was not known yet. */
  liveId: z.string(),
}).meta({ id: 'Me' })
export type Me = z.infer<typeof me>

const credentials = z.object({ email, password: z.string().min(1).max(200) })

export const getInstallation = contract({
  name: 'getInstallation', method: 'GET', path: '/installation', tag: 'identity', anonymous: true,
  summary: 'Says whether this installation has an organisation yet, and whether the demo company can be entered.',
  response: z.object({
    isEmpty: z.boolean(),
    demo: z.object({ email: z.string(), password: z.string() }).nullable(),
  }),
})
export const createOrg = contract({
  name: 'createOrg', method: 'POST', path: '/orgs', tag: 'identity', anonymous: true, status: 201,
  summary: 'First run: creates an organisation with its first administrator and signs in.',
  body: z.object({
    orgName: line(80), timeZone: timeZone.default('Asia/Shanghai'), currency: currency.default('CNY'),
    name: line(60), email, password, locale: locale.default('zh-CN'),
    pipelineTemplates: z.array(z.string().max(40)).max(10).default(['standard']),
  }),
  response: me,
})
export const signIn = contract({
  name: 'signIn', method: 'POST', path: '/session', tag: 'identity', anonymous: true,
  summary: 'Signs in with e-mail and password; sets the session cookie. Throttled per address and per account.',
  body: credentials.extend({ org: orgSlug.optional() }),
  response: me,
})
export const signOut = contract({
  name: 'signOut', method: 'DELETE', path: '/session', tag: 'identity', summary: 'Ends the session.',
})
export const getMe = contract({
  name: 'getMe', method: 'GET', path: '/me', tag: 'identity',
  summary: 'The signed-in user, the organisation and the teams in reach.', response: me,
})
export const changeMe = contract({
  name: 'changeMe', method: 'PATCH', path: '/me', tag: 'identity', summary: 'Changes own name, language or password.',
  body: z.object({
    name: line(60).optional(), locale: locale.optional(),
    password: z.object({ current: z.string().max(200), next: password }).optional(),
  }),
  response: me,
})
export const changeOrg = contract({
  name: 'changeOrg', method: 'PATCH', path: '/org', tag: 'identity', ifMatch: true,
  summary: "Changes the organisation's name, time zone or currency.",
  body: z.object({ name: line(80).optional(), timeZone: timeZone.optional(), currency: currency.optional() }),
  response: me,
})

export const user = z.object({
  id, name: z.string(), email: z.string(), role, teamId: id, status: z.enum(['active', 'disabled']),
  lastSeenAt: instantOut.nullable(), version,
})
export type User = z.infer<typeof user>
export const listUsers = contract({
  name: 'listUsers', method: 'GET', path: '/users', tag: 'identity',
  summary: 'All users of the organisation, for owner pickers and administration.',
  response: z.object({ items: z.array(user) }),
})
export const createUser = contract({
  name: 'createUser', method: 'POST', path: '/users', tag: 'identity', status: 201, confidential: true,
  summary: 'Creates a user with a first password (administrators).',
  body: z.object({ name: line(60), email, role, teamId: id, password }), response: user,
})
export const changeUser = contract({
  name: 'changeUser', method: 'PATCH', path: '/users/:id', tag: 'identity', params, ifMatch: true,
  summary: 'Changes role, team, name, status or password of a user; disabling or a new password ends the sessions.',
  body: z.object({ name: line(60), role, teamId: id, status: z.enum(['active', 'disabled']), password }).partial(), response: user,
})

/** `leadUserId`: its head, whom approvals ask; null: a manager of the team is taken for it. */
export const team = z.object({ id, name: z.string(), parentId: id.nullable(), path: z.array(id), leadUserId: id.nullable(), version })
export type Team = z.infer<typeof team>
export const listTeams = contract({
  name: 'listTeams', method: 'GET', path: '/teams', tag: 'identity', summary: 'The team tree.',
  response: z.object({ items: z.array(team) }),
})
export const createTeam = contract({
  name: 'createTeam', method: 'POST', path: '/teams', tag: 'identity', status: 201, summary: 'Adds a team below another.',
  body: z.object({ name: line(60), parentId: id }), response: team,
})
export const changeTeam = contract({
  name: 'changeTeam', method: 'PATCH', path: '/teams/:id', tag: 'identity', params, ifMatch: true,
  summary: 'Renames a team, moves it with its subtree, or names its head.',
  body: z.object({ name: line(60), parentId: id, leadUserId: id.nullable() }).partial(), response: team,
})

export const invitation = z.object({
  id, email: z.string(), name: z.string().nullable(), role, teamId: id, createdAt: instantOut, expiresAt: instantOut,
  acceptedAt: instantOut.nullable(),
})
export const listInvitations = contract({
  name: 'listInvitations', method: 'GET', path: '/invitations', tag: 'identity', summary: 'Open invitations.',
  response: z.object({ items: z.array(invitation) }),
})
export const invite = contract({
  name: 'invite', method: 'POST', path: '/invitations', tag: 'identity', status: 201, confidential: true,
  summary: 'Makes an invitation link, shown once; valid for seven days.',
  body: z.object({ email, name: line(60).optional(), role, teamId: id }),
  response: invitation.extend({ token: z.string() }),
})
export const revokeInvitation = contract({
  name: 'revokeInvitation', method: 'DELETE', path: '/invitations/:id', tag: 'identity', params,
  summary: 'Revokes an invitation.',
})
export const readInvitation = contract({
  name: 'readInvitation', method: 'POST', path: '/invitations/read', tag: 'identity', anonymous: true,
  summary: 'What an invitation link is for. The token travels in the body, not in a URL.',
  body: z.object({ token: z.string().max(200) }),
  response: z.object({ orgName: z.string(), email: z.string(), name: z.string().nullable() }),
})
export const acceptInvitation = contract({
  name: 'acceptInvitation', method: 'POST', path: '/invitations/accept', tag: 'identity', anonymous: true, status: 201,
  summary: 'Creates the invited user and signs in.',
  body: z.object({ token: z.string().max(200), name: line(60), password, locale: locale.default('zh-CN') }),
  response: me,
})
