import type { RefusalWords } from '../lib/refusal.ts'

export const activityRefusals = {
  'activity.in_the_future': { status: 422, zh: '跟进时间不能在将来。', en: 'An activity cannot lie in the future.' },
  'activity.not_author': { status: 403, zh: '只有本人或管理员可以修改。', en: 'Only its author or an administrator may change this.' },
  'attachment.too_large': { status: 413, zh: '文件超过 {megabytes} MB。', en: 'The file is larger than {megabytes} MB.' },
  'attachment.empty': { status: 422, zh: '文件是空的。', en: 'The file is empty.' },
  'activity.outcome_of_other_kind': { status: 422, zh: '该结果不适用于此类跟进。', en: 'This outcome does not belong to this kind of activity.' },
} satisfies Record<string, RefusalWords>
