import { createHmac } from 'node:crypto'
import type { Platform } from './platform.ts'
import { fitText } from './platform.ts'

/** 钉钉「自定义机器人接入」and「自定义机器人安全设置」, https://open.dingtalk.com/document/robots/custom-robot-access: a message of at most 20 000 bytes, JSON included. */
// Quotes and line breaks take two bytes in JSON.
const textBytes = 9500

/** Signed: base64 of HMAC-SHA256 by the secret over `timestamp\nsecret`, in the address. With somewhere to go it is an actionCard, else markdown. */
export const dingtalkRequest: Platform['request'] = ({ address, secret }, message, now) => {
  const url = new URL(address)
  if (secret !== null) {
    const timestamp = String(now.getTime())
    url.searchParams.set('timestamp', timestamp)
    url.searchParams.set('sign', createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'))
  }
  const text = fitText(message, textBytes, (to) => `[查看全文](${to})`)
  const { title, url: to } = message
  return {
    url: url.href,
    body: JSON.stringify(to === null ? { msgtype: 'markdown', markdown: { title, text } } : { msgtype: 'actionCard', actionCard: { title, text, singleTitle: '查看详情', singleURL: to } }),
  }
}

/** 自定义机器人「错误码」: 130101 and 410100 too fast, 310000 keyword, signature or address not trusted, 300001, 400013, 400101, 400102, 400105, 400106 the robot. */
export const dingtalkAnswer: Platform['meet'] = (code) =>
  code === 130_101 || code === 410_100 || code === -1 ? 'rate' : [310_000, 300_001, 300_005, 400_013, 400_101, 400_102, 400_105, 400_106].includes(code) ? 'setting' : 'refused'
