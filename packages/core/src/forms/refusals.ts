import type { RefusalWords } from '../lib/refusal.ts'

export const formRefusals = {
  'form.unknown': { status: 422, zh: '表单不存在或已归档。', en: 'The form does not exist or is archived.' },
  'form.bad_definition': { status: 422, zh: '表单设置有误。', en: 'The form is not valid.' },
  'form.bad_answer': { status: 422, zh: '「{name}」的回答不符合要求。', en: 'The answer to “{name}” does not fit.' },
  'form.layout_exists': { status: 409, zh: '这种记录已有在用的同类布局，请修改它或先归档。', en: 'There is a layout of this kind in use already; change it, or archive it first.' },
  'form.in_use': { status: 409, zh: '「{name}」的门禁要用此表单，请先从流程中去掉再归档。', en: 'The gates of “{name}” ask for this form; take it out of them before archiving it.' },
  'form.not_about': { status: 422, zh: '此表单不适用于这种记录。', en: 'The form is not about this kind of record.' },
} satisfies Record<string, RefusalWords>
