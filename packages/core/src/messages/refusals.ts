import type { RefusalWords } from '../lib/refusal.ts'

export const messageRefusals = {
  'message.robot_unknown': { status: 422, zh: '没有这个群机器人。', en: 'There is no such robot.' },
  'message.robot_off': { status: 422, zh: '群机器人已停用。', en: 'The robot is switched off.' },
  'message.webhook_unknown': { status: 422, zh: '没有这个对外 Webhook。', en: 'There is no such webhook.' },
  'message.webhook_off': { status: 422, zh: '对外 Webhook 已停用。', en: 'The webhook is switched off.' },
  'message.too_large': { status: 422, zh: '要发送的内容超过 256 KB。', en: 'What is to be sent is larger than 256 KB.' },
  'message.address_wrong': { status: 422, zh: '地址必须以 https:// 开头，不含用户名、密码和 # 片段。', en: 'The address must be https and hold neither user, password nor fragment.' },
  'message.address_private': { status: 422, zh: '地址指向内部网络；需要时请联系系统运维放行。', en: 'The address leads into a private network; whoever runs the system can allow it.' },
  'message.address_platform': { status: 422, zh: '这不是该平台的机器人地址。', en: 'This is no address of a robot of that platform.' },
  'message.not_again': { status: 409, zh: '这条投递还在进行中，不能重发。', en: 'This delivery is still under way.' },
} satisfies Record<string, RefusalWords>
