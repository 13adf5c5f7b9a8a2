import { flowDefinition, type FlowDefinition } from '@sluice/core/approvals/flow'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Act } from '../../platform/event-log.ts'
import { newId } from '../../platform/ids.ts'
import { loadApprovals, type ApprovalHistory } from '../approvals/load-approvals.ts'

const hour = 3_600_000

/**
 * Approval flows of the demo company, and approvals at every point of their life. Only the contract review is switched
 * on: it is asked for by hand and locks nothing, so that any deal can be tried out. Needs people, teams and deals.
 */
export async function writeApprovals(tx: Tx, act: Act): Promise<void> {
  const review = await addFlow(tx, act, '合同审批', true, {
    trigger: { type: 'manual' }, lock: 'none',
    steps: [
      { id: newId(), name: '直属经理', approvers: [{ type: 'manager' }], dueHours: 72, escalateTo: { type: 'role', role: 'admin' } },
      { id: newId(), name: '财务', approvers: [{ type: 'role', role: 'finance' }] },
      { id: newId(), name: '销售运营', isParallel: true, approvers: [{ type: 'role', role: 'admin' }] },
    ],
  })
  const manager = { id: newId(), name: '销售经理', approvers: [{ type: 'manager' as const }], dueHours: 24, escalateTo: { type: 'team_lead' as const, levels: 1 } }
  const finance = { id: newId(), name: '财务', approvers: [{ type: 'role' as const, role: 'finance' as const }], dueHours: 24 }
  await addFlow(tx, act, '折扣审批（超过 10%）', false, { trigger: { type: 'discount', percent: 10 }, steps: [manager] })
  await addFlow(tx, act, '大额折扣审批（超过 20%）', false, { trigger: { type: 'discount', percent: 20 }, lock: 'all', steps: [manager, finance] })
  await addFlow(tx, act, '大额合同审批（100 万以上赢单）', false, {
    trigger: { type: 'stage_entry', stageId: 'won' }, condition: { field: 'amount', op: 'gt', value: 100_000_000 }, steps: [manager, finance],
  })
  await loadApprovals(tx, act, review, await histories(tx, act))
}

async function addFlow(tx: Tx, act: Act, name: string, isActive: boolean, input: Parameters<typeof flowDefinition.parse>[0]): Promise<{ id: string; name: string; definition: FlowDefinition }> {
  const id = newId()
  const definition = flowDefinition.parse(input)
  await tx.insertInto('approval_flow').values({ org_id: act.orgId, id, name, definition: JSON.stringify(definition), is_active: isActive, created_at: act.now }).execute()
  return { id, name, definition }
}

const yes = { decision: 'approve', comment: '' } as const

/** What was said of the deals furthest on, and how many hours ago it was asked. A word comes some hours after the one before. */
const stories: readonly { askedHoursAgo: number; comment: string; words: readonly Omit<ApprovalHistory['words'][number], 'at'>[] }[] = [
  { askedHoursAgo: 5, comment: '客户法务已审完，请确认付款节点：3-4-3。', words: [] },
  { askedHoursAgo: 20, comment: '按框架协议的价格，条款无改动。', words: [] },
  { askedHoursAgo: 26, comment: '客户要求验收后 30 天付尾款。', words: [yes] },
  { askedHoursAgo: 30, comment: '年度采购，客户用自己的合同模板，差异见备注。', words: [yes] },
  { askedHoursAgo: 44, comment: '两期交付，首期本月底。', words: [yes, yes] },
  { askedHoursAgo: 52, comment: '合同附件含保密协议。', words: [yes, yes] },
  { askedHoursAgo: 70, comment: '请加急，客户下周开评审会。', words: [{ decision: 'return', comment: '付款方式写清楚：预付比例和发票类型都没有填。' }] },
  { askedHoursAgo: 120, comment: '客户希望先供货后付款。', words: [yes, { decision: 'reject', comment: '客户有逾期记录，不能接受货到付款。' }] },
  { askedHoursAgo: 150, comment: '标准合同，无特殊条款。', words: [yes, yes, yes] },
  { askedHoursAgo: 200, comment: '续签，价格与去年一致。', words: [yes, yes, yes] },
]

/** One story a deal, of those that have stood still since before it began: the furthest stage first, then the largest amount. */
async function histories(tx: Tx, act: Act): Promise<ApprovalHistory[]> {
  const now = Date.parse(act.now)
  const longest = Math.max(...stories.map((story) => story.askedHoursAgo))
  const { rows } = await sql<{ id: string; ownerId: string }>`
    select d.id, d.owner_id as "ownerId" from deal d join stage s on s.org_id = d.org_id and s.id = d.stage_id
    where d.org_id = ${act.orgId} and d.status = 'open' and d.owner_id is not null and d.stage_entered_at < ${new Date(now - longest * hour).toISOString()}
    order by s.win_probability desc, d.amount_minor desc nulls last, d.number limit ${stories.length}`.execute(tx)
  return rows.flatMap((deal, i): ApprovalHistory[] => {
    const story = stories[i]
    if (story === undefined) return []
    const asked = now - story.askedHoursAgo * hour
    // Each word a part of the way from the asking to now.
    const at = (n: number) => new Date(asked + ((n + 1) * (now - asked)) / (story.words.length + 1)).toISOString()
    return [{ dealId: deal.id, requestedById: deal.ownerId, at: new Date(asked).toISOString(), comment: story.comment, words: story.words.map((word, n) => ({ ...word, at: at(n) })) }]
  })
}
