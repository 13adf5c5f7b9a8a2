import type { RefusalWords } from '../lib/refusal.ts'

export const mailboxRefusals = {
  'mailbox.for_nothing': { status: 422, zh: '请至少选择一种用途：生成线索，或收取回信和退信。', en: 'Choose what the mailbox is for: leads, or answers and delivery reports.' },
  'mailbox.too_many': { status: 409, zh: '收信邮箱最多 {most} 个。', en: 'There can be {most} mailboxes at most.' },
  'mailbox.off': { status: 409, zh: '收信邮箱已停用。', en: 'The mailbox is switched off.' },
} satisfies Record<string, RefusalWords>
