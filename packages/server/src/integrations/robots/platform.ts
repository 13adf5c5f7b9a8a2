import { byteLength, cutText } from '@sluice/core/messages/cut-text'
import type { RobotMessage, RobotTarget } from '@sluice/core/messages/robot'

/** How one platform is spoken to. */
export interface Platform {
  request(target: RobotTarget, message: RobotMessage, now: Date): { url: string; body: string }
  /** What an error code of it means. */
  meet(code: number): 'rate' | 'setting' | 'refused'
}

/** Markdown that fits into so many bytes; what is cut says where the rest is. */
export function fitText({ text, url }: RobotMessage, maxBytes: number, link: (url: string) => string): string {
  if (byteLength(text) <= maxBytes) return text
  return cutText(text, maxBytes, url === null ? '…' : `…\n${link(url)}`)
}
