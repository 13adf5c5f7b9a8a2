/**
 * The simple way to write a mail: paragraphs, `- ` lists, **bold**, [words](address), bare addresses. Made into HTML before variables are
 * filled in, so that what a stranger typed as a name is never markup. `{{ … }}` and `{% … %}` are left as they stand.
 */
export function markupToHtml(source: string): string {
  const kept: string[] = []
  // Template tags hold quotes and angle brackets of their own; a private-use letter stands for each meanwhile.
  const text = source.replaceAll(/[\uE000\uE001]/g, '').replaceAll(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, (tag) => `\uE000${kept.push(tag) - 1}\uE001`)
  const blocks = text.replaceAll('\r\n', '\n').split(/\n{2,}/).map((block) => block.trim()).filter((block) => block !== '')
  const html = blocks.map((block) => {
    const lines = block.split('\n')
    if (lines.every((one) => /^[-*] /.test(one))) return `<ul>${lines.map((one) => `<li>${inline(one.slice(2))}</li>`).join('')}</ul>`
    return `<p>${lines.map(inline).join('<br>')}</p>`
  }).join('\n')
  return html.replaceAll(/\uE000(\d+)\uE001/g, (_, n: string) => kept[Number(n)] ?? '')
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replaceAll(/[&<>"]/g, (letter) => escapes[letter] ?? letter)

function inline(line: string): string {
  const link = /\[([^\]\n]{1,200})\]\(([^()\s"<>]{1,1000})\)|(https?:\/\/[^\s<>"()（）。，；]{1,1000})/g
  let html = ''
  let at = 0
  for (const match of line.matchAll(link)) {
    html += bold(line.slice(at, match.index))
    const address = match[2] ?? match[3] ?? ''
    html += `<a href="${escape(address)}">${bold(match[1] ?? address)}</a>`
    at = match.index + match[0].length
  }
  return html + bold(line.slice(at))
}
const bold = (text: string) => escape(text).replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
