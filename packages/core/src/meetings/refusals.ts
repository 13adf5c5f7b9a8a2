import type { RefusalWords } from '../lib/refusal.ts'

export const meetingRefusals = {
  'meeting.not_planned': { status: 409, zh: '此例会已经开始或已结束。', en: 'This meeting is open or over already.' },
  'meeting.not_open': { status: 409, zh: '例会不在进行中。', en: 'This meeting is not running.' },
  'meeting.not_presenter': { status: 409, zh: '现在由别人主持，请先接过主持。', en: 'Somebody else is presenting; take over first.' },
  'meeting.unknown_person': { status: 422, zh: '参会人不存在或已停用。', en: 'A participant does not exist or is disabled.' },
  'meeting.unknown_place': { status: 422, zh: '销售流程或团队不存在。', en: 'The pipeline or team does not exist.' },
  'meeting.team_needed': { status: 403, zh: '请选择您管理的团队：全公司的例会由管理员安排。', en: 'Choose a team of yours: meetings about everybody are arranged by administrators.' },
  'meeting.archived': { status: 409, zh: '此例会系列已停用。', en: 'This series has been ended.' },
} satisfies Record<string, RefusalWords>
