import { qrSvg, type QrPicture } from '@sluice/core/campaigns/qr-svg'
import { strToU8, zipSync } from 'fflate'

/** A QR code to draw, and how its files are called. */
export interface QrFile extends QrPicture {
  name: string
}

export const svgAddress = (picture: QrPicture) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(qrSvg(picture))}`

/** For print: about 1200 px wide, drawn by the browser, which has the fonts. */
export async function qrPng(picture: QrPicture, width = 1200): Promise<Uint8Array<ArrayBuffer>> {
  const image = new Image()
  image.src = svgAddress(picture)
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = Math.round((width * image.naturalHeight) / image.naturalWidth)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  if (blob === null) throw new Error('no picture')
  return new Uint8Array(await blob.arrayBuffer())
}

/** All of them as PNG and SVG in one ZIP file. Pictures do not get smaller by packing. */
export async function qrZip(files: readonly QrFile[]): Promise<Uint8Array<ArrayBuffer>> {
  const entries: Record<string, Uint8Array> = {}
  const names = fileNames(files.map((file) => file.name))
  for (const [i, file] of files.entries()) {
    entries[`${names[i] ?? i}.png`] = await qrPng(file)
    entries[`${names[i] ?? i}.svg`] = strToU8(qrSvg(file))
  }
  return new Uint8Array(zipSync(entries, { level: 0 }))
}

/** Names that every system can keep, none twice: what paths and shells mean something by becomes `_`. Pure. */
export function fileNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    // oxlint-disable-next-line no-control-regex -- no system keeps them
    const clean = name.replace(/[\u0000-\u001f<>:"/\\|?*]/g, '_').replace(/^[.\s]+|[.\s]+$/g, '').slice(0, 80) || 'qr'
    let free = clean
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${clean} ${n}`
    taken.add(free.toLowerCase())
    return free
  })
}

export function saveFile(name: string, type: string, content: Uint8Array<ArrayBuffer> | string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
