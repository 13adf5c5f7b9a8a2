import type { RefusalWords } from '../lib/refusal.ts'

export const leadPoolRefusals = {
  'pool.taken': { status: 409, zh: '线索刚被他人领取，或已不在公海。', en: 'Somebody has just taken it, or it is not in the pool any more.' },
  'pool.day_limit': { status: 409, zh: '今日领取已达上限（{most} 条）。', en: 'You have picked as many as a day allows ({most}).' },
  'pool.hand_limit': { status: 409, zh: '手上的公海线索已达上限（{most} 条），请先处理。', en: 'You hold as many leads of this pool as allowed ({most}).' },
  'pool.cooling_down': { status: 409, zh: '您曾是负责人，冷却期内不能再领取。', en: 'You owned it before; you can pick it again after the cool-down.' },
  'pool.not_picker': { status: 403, zh: '只有销售能领取线索。', en: 'Only those who sell pick leads.' },
  'pool.not_empty': { status: 409, zh: '公海里还有线索，清空后才能归档。', en: 'Leads still wait in the pool; empty it before archiving.' },
  'pool.archived': { status: 409, zh: '公海已归档，请先恢复。', en: 'The pool is archived; take it back first.' },
  'pool.closed_lead': { status: 409, zh: '已转化或无效的线索不能放入公海。', en: 'A converted or invalid lead cannot go into a pool.' },
  'pool.warn_after_recycle': { status: 422, zh: '提前提醒的天数须少于回收天数。', en: 'The warning must come before the lead goes.' },
  'pool.unknown_team': { status: 422, zh: '团队不存在或已停用。', en: 'The team does not exist or is archived.' },
} satisfies Record<string, RefusalWords>
