import { z } from 'zod'
import { both, localizedSchema } from './localized.ts'
import { configKeySchema } from './pipeline.ts'

export const contactRoleSchema = z.object({ key: configKeySchema, name: localizedSchema, meaning: localizedSchema })
export type ContactRole = z.infer<typeof contactRoleSchema>

/** Roles in the customer's decision chain (决策链角色). They belong to the link deal ↔ contact: the same person may play another role in another deal. */
export const defaultContactRoles: readonly ContactRole[] = [
  { key: 'decision_maker', name: both('决策者', 'Decision-maker'), meaning: both('最终拍板是否购买的人', 'Decides in the end whether to buy') },
  { key: 'economic_buyer', name: both('经济购买者', 'Economic buyer'), meaning: both('掌握预算、批准付款的人', 'Holds the budget and releases the money') },
  { key: 'technical_evaluator', name: both('技术评估者', 'Technical evaluator'), meaning: both('判断方案是否可行、可一票否决的人', 'Judges feasibility and may veto') },
  { key: 'user', name: both('使用者', 'User'), meaning: both('日常使用产品的人或部门', 'Uses the product day by day') },
  { key: 'influencer', name: both('影响者', 'Influencer'), meaning: both('没有决定权但意见会被采纳的人', 'Does not decide but is listened to') },
  { key: 'coach', name: both('内线教练', 'Coach'), meaning: both('希望我们赢、愿意提供内部信息的人', 'Wants us to win and tells how things stand inside') },
  { key: 'opponent', name: both('反对者', 'Opponent'), meaning: both('倾向其他方案或反对本项目的人', 'Favours another solution or opposes the project') },
]
