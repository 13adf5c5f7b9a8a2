import type { RefusalWords } from '../lib/refusal.ts'

export const cleaningRefusals = {
  'merge.same_lead': { status: 422, zh: '不能把线索合并到它自己。', en: 'A lead cannot be merged into itself.' },
  'merge.converted': { status: 409, zh: '已转化的线索不能并入其他线索；请保留已转化的一方。', en: 'A converted lead cannot be merged into another; keep the converted one.' },
  'merge.unknown_field': { status: 422, zh: '没有可选择的字段「{field}」。', en: 'There is no field “{field}” to choose.' },
  'merge.undone': { status: 409, zh: '此次合并已撤销。', en: 'This merge has been undone already.' },
  'merge.not_latest': { status: 409, zh: '保留的线索之后又参与了合并；请先撤销后面的合并。', en: 'The lead that stayed was merged again since; undo the later merge first.' },
  'merge.unique_taken': { status: 409, zh: '「{name}」的值在此期间被其他记录使用，无法撤销合并。', en: 'The value of “{name}” is used by another record by now; the merge cannot be undone.' },
  'screen.tag_required': { status: 422, zh: '「打标签」规则须选择标签。', en: 'A rule that marks needs a tag.' },
  'screen.not_held': { status: 409, zh: '此线索没有被拦截。', en: 'This lead is not held.' },
  'screen.order_incomplete': { status: 409, zh: '规则有变动，请刷新后重新排序。', en: 'The rules have changed; reload and order them again.' },
  'follow_up.closed': { status: 409, zh: '线索已转化或无效，不能再安排跟进计划。', en: 'The lead is converted or invalid; no plan can be made.' },
  'follow_up.no_owner': { status: 409, zh: '线索没有负责人，无法安排跟进任务。请先分配负责人。', en: 'The lead has no owner to give tasks to. Assign one first.' },
} satisfies Record<string, RefusalWords>
