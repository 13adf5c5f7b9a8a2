import { z } from 'zod'

export const roles = ['admin', 'manager', 'rep', 'marketing', 'service', 'finance', 'viewer'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

export const roleNames: Record<Role, { zh: string; en: string }> = {
  admin: { zh: '管理员', en: 'Administrator' },
  manager: { zh: '销售经理', en: 'Sales manager' },
  rep: { zh: '销售', en: 'Sales rep' },
  marketing: { zh: '市场', en: 'Marketing' },
  service: { zh: '客服', en: 'Service' },
  finance: { zh: '财务', en: 'Finance' },
  viewer: { zh: '只读', en: 'Viewer' },
}

/** How far a permission reaches: nothing, records one owns (or collaborates on), one's team and those below it, all. */
export type Scope = 'none' | 'own' | 'team' | 'all'

/** What is permitted on. `campaign` is campaigns, their codes and costs, and public forms; `config` is pipelines, products, channels, reasons, tags; `user` is people and teams. */
export type Noun = 'deal' | 'lead' | 'account' | 'contact' | 'campaign' | 'config' | 'user' | 'import'
export type Action = 'read' | 'write'

type Permission = Record<Action, Scope>
const all: Permission = { read: 'all', write: 'all' }
const team: Permission = { read: 'team', write: 'team' }
const own: Permission = { read: 'own', write: 'own' }
const look: Permission = { read: 'all', write: 'none' }
const none: Permission = { read: 'none', write: 'none' }

/** Role × noun × action → scope. The one table that every verdict and every SQL filter asks. */
export const permissions: Record<Role, Record<Noun, Permission>> = {
  admin: { deal: all, lead: all, account: all, contact: all, campaign: all, config: all, user: all, import: all },
  manager: { deal: team, lead: team, account: team, contact: team, campaign: { read: 'all', write: 'team' }, config: look, user: look, import: { read: 'own', write: 'all' } },
  rep: { deal: own, lead: own, account: own, contact: own, campaign: { read: 'own', write: 'none' }, config: look, user: look, import: none },
  marketing: { deal: look, lead: all, account: look, contact: look, campaign: all, config: look, user: look, import: { read: 'own', write: 'all' } },
  service: { deal: look, lead: none, account: all, contact: all, campaign: none, config: look, user: look, import: none },
  finance: { deal: look, lead: none, account: look, contact: look, campaign: look, config: look, user: look, import: none },
  viewer: { deal: look, lead: look, account: look, contact: look, campaign: look, config: look, user: look, import: none },
}
