/** Why sales gives a lead back. `ends`: what becomes of it: to nurturing with a plan, or back to marketing's judgement as it is. */
export const handBackReasons = {
  not_ready: { zh: '时机未到', en: 'Not ready yet' },
  no_need: { zh: '没有需求', en: 'No need' },
  no_budget: { zh: '没有预算', en: 'No budget' },
  not_fit: { zh: '不是目标客户', en: 'Not a fitting customer' },
  unreachable: { zh: '联系不上', en: 'Cannot be reached' },
  wrong_person: { zh: '不是决策相关人', en: 'Wrong person' },
  duplicate: { zh: '重复线索', en: 'Duplicate' },
  other: { zh: '其他', en: 'Other' },
} as const
export type HandBackReason = keyof typeof handBackReasons
export const handBackKeys = Object.keys(handBackReasons) as [HandBackReason, ...HandBackReason[]]
