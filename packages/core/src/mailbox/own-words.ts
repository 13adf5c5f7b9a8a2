const beginsQuote = /^\s*(?:-{2,}\s*(?:original message|forwarded message|原始邮件|原邮件|转发的?邮件|回复的?原邮件)|on .{5,200} wrote:\s*$|(?:在|于)?.{4,200}写道\s*[:：]\s*$)/i
const beginsHeader = /^\s*[>*]*\s*(?:from|发件人)\s*[:：]/i
const furtherHeader = /^\s*[>*]*\s*(?:sent|date|to|subject|发送时间|发送日期|时间|日期|收件人|主题)\s*[:：]/i

/** What the sender wrote, without the mail that it answers. All of it when nothing else is left. */
export function ownWords(text: string): string {
  const lines = text.split('\n')
  const end = lines.findIndex((line, i) => beginsQuote.test(line.slice(0, 400)) || (beginsHeader.test(line.slice(0, 400)) && lines.slice(i + 1, i + 4).some((next) => furtherHeader.test(next.slice(0, 400)))))
  const kept = (end < 0 ? lines : lines.slice(0, end)).filter((line) => !line.startsWith('>'))
  const own = kept.join('\n').replaceAll(/\n{3,}/g, '\n\n').trim()
  return own === '' ? text.trim() : own
}

/** Where a signature may stand: below the line that begins it, else the last lines. */
export function signatureOf(text: string): string {
  const lines = ownWords(text).split('\n').map((line) => line.trimEnd())
  const dash = lines.findLastIndex((line) => /^(?:--|—{1,2}|_{3,}|-{3,})$/.test(line.trim()))
  const below = dash >= 0 && lines.length - dash <= 15 ? lines.slice(dash + 1) : lines.filter((line) => line.trim() !== '').slice(-10)
  return below.join('\n')
}
