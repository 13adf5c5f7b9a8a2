import type { RefusalWords } from '../lib/refusal.ts'

export const projectRefusals = {
  'project.unknown_template': { status: 422, zh: '项目模板不存在或已停用。', en: 'The project template does not exist or is not in use.' },
  'project.no_record': { status: 422, zh: '请选择客户或商机。', en: 'Name an account or a deal.' },
  'project.no_account': { status: 422, zh: '这个商机没有客户，请先补上客户再启动项目。', en: 'This deal has no account; name one before starting a project.' },
  'project.unknown_person': { status: 422, zh: '此人不存在或已停用。', en: 'The person does not exist or is not active.' },
  'project.ended': { status: 409, zh: '项目已结束，请先重新打开。', en: 'The project has ended; reopen it first.' },
  'project.not_ended': { status: 409, zh: '项目还在进行中。', en: 'The project is still running.' },
  'project.open_tasks': { status: 409, zh: '还有 {n} 项任务未完成。', en: '{n} tasks are not done.' },
  'project.no_hand_over': { status: 409, zh: '没有待接收的交接。', en: 'Nothing was handed over that waits for an answer.' },
  'project.too_many_tasks': { status: 422, zh: '一个项目最多 {most} 项任务。', en: 'A project has at most {most} tasks.' },
} satisfies Record<string, RefusalWords>
