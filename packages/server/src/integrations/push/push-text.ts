import { byteLength, cutText } from '@sluice/core/messages/cut-text'
import type { PushMessage } from '@sluice/core/messages/push'
import { pushTextBytes } from './encrypt-push.ts'

const inbox = '/inbox'
/** What JSON writes out at length, and what no line holds: control characters become spaces, a lone surrogate its sign. */
const plain = (text: string) => text.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/** The JSON that a browser shows, of at most `pushTextBytes` bytes: a title of 300 bytes, a line of 600, and a path that is not too long to follow. */
export function pushText({ title, line, path, tag }: PushMessage): string {
  const words = { title: cutText(plain(title), 300), line: cutText(plain(line), 600) }
  const text = JSON.stringify({ ...words, path: path.length > 1000 ? inbox : path, tag })
  return byteLength(text) <= pushTextBytes ? text : JSON.stringify({ ...words, path: inbox, tag })
}
