import { byteLength } from '@sluice/core/messages/cut-text'
import type { Platform } from './platform.ts'
import { fitText } from './platform.ts'

/** 企业微信「消息推送（原群机器人）配置说明」, https://developer.work.weixin.qq.com/document/path/91770: markdown of at most 4096 bytes; the address holds the key, nothing is signed. */
const maxBytes = 4096

export const wecomRequest: Platform['request'] = ({ address }, message) => {
  const tail = message.url === null ? '' : `\n[查看详情](${message.url})`
  const text = fitText(message, maxBytes - byteLength(tail), (url) => `[查看全文](${url})`)
  // What was cut leads to the rest already.
  return { url: address, body: JSON.stringify({ msgtype: 'markdown', markdown: { content: text === message.text ? text + tail : fitText(message, maxBytes, (url) => `[查看全文](${url})`) } }) }
}

/** 全局错误码, https://developer.work.weixin.qq.com/document/path/90313 */
export const wecomAnswer: Platform['meet'] = (code) =>
  code === 45009 || code === 45033 || code === -1 ? 'rate' : [93000, 93004, 93008, 93017, 93018, 40008, 60020].includes(code) ? 'setting' : 'refused'
