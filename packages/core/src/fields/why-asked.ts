import { both, type Localized } from '../config/localized.ts'
import type { CompleteObject } from './completeness.ts'

const why: Readonly<Record<`${CompleteObject}.${string}`, Localized>> = {
  'deal.account': both('没有客户就没有决策链和往来历史，同类商机也无从比较', 'Without the account there is no decision chain and no history, and nothing to compare with'),
  'deal.amount': both('加权金额、预测和目标覆盖都由它算出；「报价停留」等预警也按金额排先后', 'Weighted value, forecast and coverage are computed from it; alarms and lists are ordered by it'),
  'deal.expectedClose': both('预测按它落到月份；「过了预计成交日」的提醒靠它', 'It puts the deal into a month of the forecast, and feeds the reminder “past the expected close”'),
  'deal.account.industry': both('按行业拆解、理想客户和「同类商机多久成交」都靠它', 'Breakdowns by industry, the ideal customer and “how long alike deals take” need it'),
  'deal.contacts.role': both('决策链缺口、下一步建议和门禁看它；不知道谁拍板，后段最容易停住', 'Gaps in the decision chain, suggestions and gates look at it; deals stall late where nobody knows who decides'),
  'deal.nextStep': both('「没有下一步」预警和今日清单靠它；没有约定的商机推进得最慢', 'It feeds the alarm “no next step” and the day; deals without an agreed step move slowest'),
  'deal.source': both('渠道质量、归因和公平比较都按来源分组', 'Channel quality, attribution and fair comparison group by it'),
  'lead.company': both('查重、分配和客户规模适配度靠它', 'Duplicates, assignment and the ideal customer match need it'),
  'lead.phone': both('首次响应时限靠它：没有电话就没法及时联系，查重也认它', 'The response clock needs it: nobody can be called without it, and duplicates are found by it'),
  'lead.source': both('渠道质量和投放回报按来源计算', 'Channel quality and returns are computed by it'),
  'lead.title': both('评分里的匹配度看职务', 'The fit part of the score looks at it'),
  'lead.nextStep': both('没有下一步的线索会闲置，直到被回收到公海', 'A lead without a next step lies idle until it goes to a pool'),
  'account.industry': both('行业拆解、理想客户和预测的同类比较靠它', 'Breakdowns, the ideal customer and comparisons need it'),
  'account.region': both('按地区分配和拆解靠它', 'Assignment and breakdowns by region need it'),
  'account.size': both('客户规模适配度和公平比较靠它', 'The ideal customer match and fair comparison need it'),
  'account.phone': both('一键拨打和查重靠它', 'Calls by one tap and duplicates need it'),
  'contact.account': both('没有客户的联系人进不了决策链', 'A contact without an account is in no decision chain'),
  'contact.phone': both('一键拨打、通话记录和查重靠它', 'Calls by one tap, noted calls and duplicates need it'),
  'contact.title': both('看得出谁能拍板', 'It tells who can decide'),
  'contact.email': both('来信归到谁、培育邮件发给谁，都认它', 'Mails are matched and sent by it'),
}
const own = both('这是本组织要求填写的字段', 'The organisation asks for it')

/** Why a field matters and what it feeds, for whoever is to fill it. */
export const whyAsked = (object: CompleteObject, key: string): Localized => why[`${object}.${key}`] ?? own
