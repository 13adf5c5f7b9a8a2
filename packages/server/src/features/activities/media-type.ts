import { extname } from 'node:path'

const unknown = 'application/octet-stream'
const beginnings: readonly (readonly [offset: number, bytes: string, type: string])[] = [
  [0, '%PDF-', 'application/pdf'], [0, '\x89PNG\r\n\x1a\n', 'image/png'], [0, '\xff\xd8\xff', 'image/jpeg'], [0, 'GIF8', 'image/gif'],
  [8, 'WEBP', 'image/webp'], [0, 'ID3', 'audio/mpeg'], [4, 'ftyp', 'video/mp4'], [0, 'PK\x03\x04', 'application/zip'],
]
/** What a zip holds is told by its name only; all of these are downloads anyway. */
const zipped: Record<string, string> = {
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}

/** The media type by what a file begins with, never by what its sender claims; `application/octet-stream` when unknown. */
export function mediaTypeOf(head: Uint8Array, name: string): string {
  const text = Buffer.from(head.subarray(0, 32)).toString('latin1')
  const type = beginnings.find(([offset, bytes]) => text.startsWith(bytes, offset))?.[2] ?? unknown
  return type === 'application/zip' ? (zipped[extname(name).toLowerCase()] ?? type) : type
}
