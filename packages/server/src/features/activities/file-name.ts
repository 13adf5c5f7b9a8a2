import { extname } from 'node:path'

/** A file's name as it may be shown and offered for saving: no path, no control or direction characters, at most 150 characters. */
export function safeFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  // Direction overrides make fdp.exe of exe.pdf.
  const clean = last.replace(/[\p{Cc}\p{Cf}\u2028\u2029<>:"|?*]+/gu, '').trim().replace(/^\.+|[. ]+$/g, '')
  if (clean === '') return 'file'
  const points = [...clean]
  if (points.length <= 150) return clean
  const ending = extname(clean).slice(0, 20)
  return points.slice(0, 150 - ending.length).join('') + ending
}

/** `Content-Disposition` that always downloads, with the name for old and new clients (RFC 6266, RFC 5987). */
export function downloadHeader(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
