import type { RefusalWords } from '../lib/refusal.ts'

export const activityRefusals = {
  'activity.in_the_future': { status: 422, zh: '跟进时间不能在将来。', en: 'An activity cannot lie in the future.' },
  'activity.not_author': { status: 403, zh: '只有本人或管理员可以修改。', en: 'Only its author or an administrator may change this.' },
  'attachment.too_large': { status: 413, zh: '文件超过 {megabytes} MB。', en: 'The file is larger than {megabytes} MB.' },
  'attachment.empty': { status: 422, zh: '文件是空的。', en: 'The file is empty.' },
  'activity.outcome_of_other_kind': { status: 422, zh: '该结果不适用于此类跟进。', en: 'This outcome does not belong to this kind of activity.' },
  'comment.too_late': { status: 422, zh: '超过 {minutes} 分钟的评论不能再修改或撤销。', en: 'A comment cannot be changed or taken back after {minutes} minutes.' },
  'comment.mention_unknown': { status: 422, zh: '被提及的人或团队不存在，或已停用。', en: 'Somebody who is named does not exist or is no longer active.' },
  'comment.mention_unseen': { status: 422, zh: '{names} 无权查看此处的内容，不能被提及。', en: '{names} may not see this and cannot be mentioned.' },
} satisfies Record<string, RefusalWords>
