import { createHmac } from 'node:crypto'
import type { RobotMessage } from '@sluice/core/messages/robot'
import type { Platform } from './platform.ts'
import { fitText } from './platform.ts'

/** 飞书「自定义机器人使用指南」, https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot: a body of at most 20 KB. */
// Quotes and line breaks take two bytes in JSON.
const textBytes = 9500

/** Signed: base64 of HMAC-SHA256 with `timestamp\nsecret` as the key over nothing; timestamp in seconds. Both stand in the body. */
export const feishuRequest: Platform['request'] = ({ address, secret }, message, now) => {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const signed = secret === null ? {} : { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64') }
  return { url: address, body: JSON.stringify({ ...signed, msg_type: 'interactive', card: feishuCard(message) }) }
}

/** A card with a heading, markdown and, where there is somewhere to go, a button. */
export function feishuCard(message: RobotMessage): object {
  const open = message.url === null ? [] : [{ tag: 'action', actions: [{ tag: 'button', type: 'primary', text: { tag: 'plain_text', content: '查看详情' }, url: message.url }] }]
  return {
    config: { wide_screen_mode: true }, header: { title: { tag: 'plain_text', content: message.title } },
    elements: [{ tag: 'markdown', content: fitText(message, textBytes, (url) => `[查看全文](${url})`) }, ...open],
  }
}

/** 自定义机器人「错误码」: 11232 and 9499 too fast, 19001 address, 19021 signature or time, 19022 address not trusted, 19024 keyword. */
export const feishuAnswer: Platform['meet'] = (code) => (code === 11_232 || code === 9499 ? 'rate' : [19_001, 19_002, 19_003, 19_021, 19_022, 19_024].includes(code) ? 'setting' : 'refused')
