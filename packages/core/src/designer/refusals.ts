import type { RefusalWords } from '../lib/refusal.ts'

export const designerRefusals = {
  'designer.no_draft': { status: 409, zh: '没有可发布的草稿。', en: 'There is no draft to publish.' },
  'designer.not_publishable': { status: 422, zh: '草稿还有 {count} 处问题，不能发布。', en: 'The draft has {count} problems and cannot be published.' },
  'designer.unmapped_stage': { status: 422, zh: '被移除的阶段「{name}」里还有商机，请先指定去向。', en: 'The removed stage “{name}” holds deals: say which stage takes its place.' },
  'designer.foreign_stage': { status: 422, zh: '阶段属于另一个销售流程。', en: 'The stage belongs to another pipeline.' },
  'designer.nothing_to_undo': { status: 409, zh: '没有可撤销的发布，或它不是最近一次发布。', en: 'There is no publication to undo, or it is not the latest.' },
  'designer.unknown_form': { status: 422, zh: '表单不存在或已归档。', en: 'The form does not exist or is archived.' },
  'designer.unknown_flow': { status: 422, zh: '审批流不存在或已停用。', en: 'The approval flow does not exist or is switched off.' },
  'designer.unknown_field': { status: 422, zh: '字段不存在或已归档。', en: 'The field does not exist or is archived.' },
  'designer.empty_any': { status: 422, zh: '「任一」条件组不能为空。', en: 'An “any” group must not be empty.' },
  'designer.duplicate_id': { status: 422, zh: '同一个标识用了两次。', en: 'One id is used twice.' },
  'designer.duplicate_name': { status: 422, zh: '两个阶段不能同名。', en: 'Two stages cannot have the same name.' },
  'designer.unknown_kind': { status: 422, zh: '没有这种附件类型或跟进结果。', en: 'There is no such kind of attachment or outcome of an activity.' },
  'designer.label_required': { status: 422, zh: '请写明要勾选的内容。', en: 'Say what is to be ticked.' },
  'designer.bad_mapping': { status: 422, zh: '被移除阶段的去向必须是保留的阶段。', en: 'A removed stage can only be mapped to one that stays.' },
  'designer.last_pipeline': { status: 409, zh: '至少要保留一个使用中的销售流程。', en: 'At least one pipeline must stay in use.' },
} satisfies Record<string, RefusalWords>
