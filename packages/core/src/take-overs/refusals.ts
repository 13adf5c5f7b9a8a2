import type { RefusalWords } from '../lib/refusal.ts'

export const takeOverRefusals = {
  'take_over.closed': { status: 409, zh: '商机已关闭，不能接管。', en: 'The deal is closed; there is nothing to take over.' },
  'take_over.own': { status: 409, zh: '这个商机没有负责人，或负责人就是您自己。', en: 'The deal has no owner, or is yours already.' },
  'take_over.not_your_team': { status: 403, zh: '只能接管自己团队成员的商机。', en: 'You can take over only deals of people in your own teams.' },
  'take_over.running': { status: 409, zh: '{name}已经接管了这个商机。', en: '{name} has taken this deal over already.' },
  'take_over.in_the_past': { status: 422, zh: '交还日期须在今天之后，且不超过 180 天。', en: 'It is handed back on a later day, within 180 days.' },
  'take_over.reassigned': { status: 409, zh: '接管期间负责人已经改变，无需交还。', en: 'Somebody else became the owner meanwhile; there is nothing to hand back.' },
} satisfies Record<string, RefusalWords>
