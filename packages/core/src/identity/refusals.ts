import type { RefusalWords } from '../lib/refusal.ts'

export const identityRefusals = {
  'session.required': { status: 401, zh: '请先登录。', en: 'Please sign in.' },
  'session.wrong_credentials': { status: 401, zh: '邮箱或密码不正确。', en: 'E-mail or password is wrong.' },
  'session.org_required': { status: 409, zh: '此邮箱属于多个组织，请填写组织标识。', en: 'This e-mail belongs to several organisations; name the organisation.' },
  'org.exists': { status: 403, zh: '组织已创建；请登录，或请管理员邀请您。', en: 'An organisation exists already; sign in or ask for an invitation.' },
  'user.email_taken': { status: 409, zh: '此邮箱已被使用。', en: 'This e-mail is in use.' },
  'user.last_admin': { status: 409, zh: '至少要保留一名启用的管理员。', en: 'At least one active administrator must remain.' },
  'user.unknown_team': { status: 422, zh: '团队不存在。', en: 'The team does not exist.' },
  'user.unknown_person': { status: 422, zh: '人员不存在或已停用。', en: 'The person does not exist or is disabled.' },
  'team.cycle': { status: 409, zh: '团队不能移到自己的下级。', en: 'A team cannot move below itself.' },
  'invitation.invalid': { status: 410, zh: '邀请链接无效或已过期，请联系管理员重新邀请。', en: 'The invitation is not valid any more; ask for a new one.' },
} satisfies Record<string, RefusalWords>
