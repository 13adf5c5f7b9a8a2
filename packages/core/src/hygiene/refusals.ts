import type { RefusalWords } from '../lib/refusal.ts'

export const hygieneRefusals = {
  'deal.already_dormant': { status: 409, zh: '商机已在休眠。', en: 'The deal is dormant already.' },
  'deal.not_dormant': { status: 409, zh: '商机没有休眠。', en: 'The deal is not dormant.' },
  'deal.not_lost': { status: 409, zh: '只有丢单的商机才需要复核原因。', en: 'Only a lost deal has a reason to review.' },
  'hygiene.wrong_subject': { status: 422, zh: '这个决定不适用于所选记录。', en: 'This decision does not fit the records chosen.' },
} satisfies Record<string, RefusalWords>
