import type { RefusalWords } from '../lib/refusal.ts'

export const remedyRefusals = {
  'remedy.not_hidden': { status: 409, zh: '此策略没有隐藏，也没有改动。', en: 'This remedy is neither hidden nor changed.' },
  'remedy.too_many': { status: 422, zh: '策略库最多 {most} 条自有策略。', en: 'The library holds at most {most} remedies of your own.' },
} satisfies Record<string, RefusalWords>
