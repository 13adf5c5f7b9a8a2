import type { RefusalWords } from '../lib/refusal.ts'

export const customerRefusals = {
  'record.unknown_owner': { status: 422, zh: '负责人不存在、已停用，或不在您可分配的范围内。', en: 'The owner does not exist, is disabled, or is out of your reach.' },
  'record.unknown_tag': { status: 422, zh: '标签或来源不存在。', en: 'The tag or source does not exist.' },
  'account.unknown': { status: 422, zh: '客户不存在，或您无权查看。', en: 'The account does not exist or is not visible to you.' },
  'contact.unknown': { status: 422, zh: '联系人不存在，或您无权查看。', en: 'The contact does not exist or is not visible to you.' },
} satisfies Record<string, RefusalWords>
