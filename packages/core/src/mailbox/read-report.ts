/** What a delivery report says of a mail. */
export interface DeliveryReport {
  /**
   * `gone`: the address takes no mail; `refused`: this mail was refused for good, not for its address; `later`: given up for now, the
   * address may be good; `delayed`: still tried; `delivered`.
   */
  outcome: 'gone' | 'refused' | 'later' | 'delayed' | 'delivered'
  /** In the server's words. */
  said: string
}

const codePattern = /\b([245])\.(\d{1,3})\.(\d{1,3})\b/
const field = (group: string, name: string) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(group)?.[1]?.trim() ?? null
const rank: Record<DeliveryReport['outcome'], number> = { gone: 4, refused: 3, later: 2, delayed: 1, delivered: 0 }

/**
 * Reads the message/delivery-status part (RFC 3464, status codes of RFC 3463); of several recipients the one who fared worst. Null when it
 * tells of none.
 */
export function readDeliveryStatus(part: string): DeliveryReport | null {
  const groups = part.slice(0, 20_000).replaceAll('\r\n', '\n').replaceAll(/\n[ \t]+/g, ' ').split(/\n{2,}/)
  let worst: DeliveryReport | null = null
  for (const group of groups) {
    const [action, status, diagnostic] = [field(group, 'Action')?.toLowerCase() ?? '', field(group, 'Status'), field(group, 'Diagnostic-Code')]
    if (action === '' && status === null) continue
    const words = [status, diagnostic?.replace(/^\s*smtp\s*;\s*/i, '')].filter((text) => text !== null && text !== undefined && text !== '').join(' · ')
    // A more exact code may stand in the words of the other server.
    const told = judge(action, /^[245]\.0\.0/.test(status ?? '') ? `${diagnostic ?? ''} ${status ?? ''}` : `${status ?? ''} ${diagnostic ?? ''}`)
    if (worst === null || rank[told] > rank[worst.outcome]) worst = { outcome: told, said: words.replaceAll(/\s+/g, ' ').slice(0, 300) }
  }
  return worst
}

/** A report that is words alone, as several large providers send it: null when no code is found in it. */
export function readReportWords(text: string): DeliveryReport | null {
  const words = text.slice(0, 4000)
  const code = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(words) ?? /\b[45]\d\d(?=[ -])/.exec(words)
  if (code === null) return null
  const said = words.slice(Math.max(0, code.index - 60), code.index + 200).replaceAll(/\s+/g, ' ').trim()
  return { outcome: judge('failed', code[0]), said }
}

function judge(action: string, words: string): DeliveryReport['outcome'] {
  if (action === 'delivered' || action === 'relayed' || action === 'expanded') return 'delivered'
  const [, level, subject] = codePattern.exec(words) ?? []
  const smtp = /\b([45])\d\d\b/.exec(words)?.[1]
  if (action === 'delayed') return 'delayed'
  const first = level ?? smtp
  if (first === '2') return 'delivered'
  if (first === '4') return 'later'
  // X.3, X.6 and X.7 speak of the system, the content and the policy: the address is as good as before.
  return first === '5' && subject !== undefined && ['3', '6', '7'].includes(subject) ? 'refused' : first === '5' ? 'gone' : 'later'
}

/** The Message-ID of the mail that a report is about. */
export const reportedMessageId = (original: string): string | null => /^message-id:\s*(<[^<>\s]{1,500}>)/im.exec(original.slice(0, 50_000))?.[1] ?? null
