import { plainInChat } from '@sluice/core/messages/chat-text'
import { noticePath, noticeQuote, noticeText } from '@sluice/core/notifications/notice-text'
import type { Notification } from '@sluice/core/notifications/contract'

export type Said = Pick<Notification, 'kind' | 'data' | 'subjectType' | 'subjectId'>
export interface Reader { language: 'zh' | 'en'; timeZone: string; origin: string | null }

export const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** An instant in the organisation's zone, as a reader of the language writes it. */
export const writeInstant = ({ language, timeZone }: Pick<Reader, 'language' | 'timeZone'>) => (iso: string): string =>
  Number.isNaN(Date.parse(iso)) ? '' : new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { timeZone, month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(iso))

export const wordsOf = (notice: Said, reader: Reader): { text: string; quote: string; url: string | null } => {
  const path = noticePath(notice)
  return { text: noticeText(notice, reader.language, writeInstant(reader)), quote: noticeQuote(notice), url: path === null || reader.origin === null ? null : new URL(path, reader.origin).href }
}

export function markdownOf(notice: Said, reader: Reader): string {
  const { text, quote } = wordsOf(notice, reader)
  return quote === '' ? `**${plainInChat(text)}**` : `**${plainInChat(text)}**\n> ${plainInChat(quote)}`
}

const link = 'color:#1677ff;text-decoration:none'
/** One line of a mail: what it says, what somebody wrote, where it leads. */
export function htmlOf(notice: Said, reader: Reader): string {
  const { text, quote, url } = wordsOf(notice, reader)
  const words = url === null ? escapeHtml(text) : `<a href="${escapeHtml(url)}" style="${link}">${escapeHtml(text)}</a>`
  return `${words}${quote === '' ? '' : `<div style="margin:4px 0 0;padding-left:10px;border-left:3px solid #d9dce3;color:#5c6370">${escapeHtml(quote)}</div>`}`
}
