import type { RefusalWords } from '../lib/refusal.ts'

export const pipelineRefusals = {
  'deal.unknown_pipeline': { status: 422, zh: '销售流程不存在或已归档。', en: 'The pipeline does not exist or is archived.' },
  'deal.unknown_stage': { status: 422, zh: '阶段不存在，或不属于此销售流程。', en: 'The stage does not exist in this pipeline.' },
  'deal.unknown_product': { status: 422, zh: '产品不存在或已归档。', en: 'The product does not exist or is archived.' },
  'deal.unknown_collaborator': { status: 422, zh: '协作人不存在或已停用。', en: 'The collaborator does not exist or is disabled.' },
  'deal.unknown_loss_reason': { status: 422, zh: '丢单原因不存在。', en: 'The loss reason does not exist.' },
  'deal.loss_reason_required': { status: 422, zh: '丢单须填写原因。', en: 'Losing a deal needs a reason.' },
  'deal.loss_note_required': { status: 422, zh: '此丢单原因须补充说明。', en: 'This loss reason needs a note.' },
  'deal.loss_competitor_required': { status: 422, zh: '此丢单原因须填写竞争对手。', en: 'This loss reason needs the competitor.' },
  'deal.not_open': { status: 409, zh: '商机已关闭；请先重新打开。', en: 'The deal is closed; reopen it first.' },
  'deal.already_open': { status: 409, zh: '商机本来就是打开的。', en: 'The deal is open already.' },
  'deal.before_stage_entry': { status: 422, zh: '时间早于进入当前阶段的时间。', en: 'The time is before the deal entered its stage.' },
  'deal.in_the_future': { status: 422, zh: '时间不能在将来。', en: 'The time lies in the future.' },
  'deal.moved_meanwhile': { status: 409, zh: '商机刚被他人移动，看板已刷新。', en: 'Somebody moved the deal meanwhile; the board was refreshed.' },
  'deal.unknown_neighbour': { status: 409, zh: '相邻卡片已移动，请重试。', en: 'The neighbouring card moved; try again.' },
  'pipeline.unknown_template': { status: 422, zh: '没有这个流程模板。', en: 'There is no such template.' },
} satisfies Record<string, RefusalWords>
