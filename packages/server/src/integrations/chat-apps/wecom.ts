import type { ChatAppMessage } from '@sluice/core/messages/chat-app'
import { cutText } from '@sluice/core/messages/cut-text'

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Cut first, then escaped: what is escaped must not be cut in half, and may grow. */
function fit(text: string, maxBytes: number): string {
  for (let room = maxBytes; room > 0; room -= 16) {
    const escaped = escape(cutText(text, room))
    if (Buffer.byteLength(escaped) <= maxBytes) return escaped
  }
  return ''
}

/**
 * 企业微信「发送应用消息」, https://developer.work.weixin.qq.com/document/path/90236: a text card (title 128 bytes, description 512, address 2048, button four
 * characters), which WeChat shows too; without somewhere to go a text of at most 2048 bytes.
 */
export function wecomContent({ title, text, url }: ChatAppMessage): Readonly<Record<string, unknown>> {
  if (url === null || Buffer.byteLength(url) > 2048) return { msgtype: 'text', text: { content: cutText(text === '' ? title : `${title}\n${text}`, 2048) } }
  return { msgtype: 'textcard', textcard: { title: cutText(title, 128), description: fit(text === '' ? title : text, 512), url, btntxt: '详情' } }
}
