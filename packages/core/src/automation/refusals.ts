import type { RefusalWords } from '../lib/refusal.ts'

export const automationRefusals = {
  'automation.too_large': { status: 400, zh: '自动化的步骤或层级太多。', en: 'The automation has too many steps or levels.' },
  'automation.has_problems': { status: 422, zh: '自动化还有 {n} 处问题，请先处理再发布。', en: 'The automation still has {n} problems; mend them before publishing.' },
  'automation.not_published': { status: 409, zh: '自动化还没有发布。', en: 'The automation has not been published.' },
  'automation.not_active': { status: 409, zh: '自动化没有在运行。', en: 'The automation is not running.' },
  'automation.archived': { status: 409, zh: '自动化已归档。', en: 'The automation has been archived.' },
  'automation.run_as': { status: 403, zh: '只有管理员可以让自动化以他人的权限运行。', en: 'Only administrators may let an automation run with somebody else’s permission.' },
  'automation.wrong_record': { status: 422, zh: '此自动化不适用于这类记录。', en: 'The automation is not about records of this kind.' },
  'automation.cannot_replay': { status: 409, zh: '只有失败的运行可以重试。', en: 'Only a run that failed can be replayed.' },
  'automation.no_step_result': { status: 409, zh: '没有可以做此事的人或记录。', en: 'There is nobody and nothing to do this with.' },
  'automation.unavailable': { status: 409, zh: '此动作目前不可用。', en: 'This action is not available.' },
} satisfies Record<string, RefusalWords>
