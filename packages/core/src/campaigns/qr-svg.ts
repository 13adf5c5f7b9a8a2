import { encodeQR } from 'qr'

/** What is drawn: the link, what stands beneath it, and a small picture in the middle. */
export interface QrPicture {
  link: string
  /** Lines beneath, at most three; too long ones are made narrower. */
  caption: readonly string[]
  /** A data: address of a PNG or JPEG. */
  logo: string | null
}

/** Width of the picture, and of the white edge that scanners need (four modules at least). */
const width = 480
const lineHeight = 34

/** Dark modules, true; without edge. With a logo the strongest correction of errors, since its middle will be hidden. */
export function qrModules(link: string, withLogo: boolean): boolean[][] {
  // The encoder draws an edge of one module at least.
  const edged = encodeQR(link, 'raw', { ecc: withLogo ? 'high' : 'medium', border: 1 })
  return edged.slice(1, -1).map((row) => row.slice(1, -1))
}

/** Side of the logo's square in modules: about a fifth of the code, odd as the code's own side, so that it hides whole modules. */
export function logoModules(side: number): number {
  const fifth = Math.floor(side * 0.22)
  return fifth % 2 === 1 ? fifth : fifth - 1
}

/**
 * A QR code as SVG, black on white whatever the screen's colours. Every text is escaped, the logo is a picture inside it:
 * nothing runs and nothing is fetched.
 */
export function qrSvg({ link, caption, logo }: QrPicture): string {
  const modules = qrModules(link, logo !== null)
  const side = modules.length
  const unit = width / (side + 8)
  const at = (module: number) => round((module + 4) * unit)
  const lines = caption.filter((line) => line !== '').slice(0, 3)
  const height = width + (lines.length === 0 ? 0 : lines.length * lineHeight + 12)
  const dark = modules
    .flatMap((row, y) => runs(row).map(([from, to]) => `M${at(from)} ${at(y)}H${at(to)}V${at(y + 1)}H${at(from)}z`))
    .join('')
  const hidden = logoModules(side)
  const corner = at((side - hidden) / 2)
  const box = round(hidden * unit)
  const inset = round(unit / 2)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" shape-rendering="crispEdges">`,
    `<rect width="${width}" height="${height}" fill="#fff"/><path d="${dark}" fill="#000"/>`,
    ...(logo === null ? [] : [
      `<rect x="${corner}" y="${corner}" width="${box}" height="${box}" fill="#fff"/>`,
      `<image x="${round(corner + inset)}" y="${round(corner + inset)}" width="${round(box - 2 * inset)}" height="${round(box - 2 * inset)}" href="${escaped(logo)}"/>`,
    ]),
    ...lines.map((line, i) => {
      const size = i === 0 ? 26 : 20
      const squeezed = widthOf(line) * size > width - 40 ? ` textLength="${width - 40}" lengthAdjust="spacingAndGlyphs"` : ''
      return `<text x="${width / 2}" y="${width + 18 + i * lineHeight}" text-anchor="middle" font-size="${size}" font-family="'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"${i === 0 ? ' font-weight="600"' : ''} fill="${i === 0 ? '#000' : '#555'}"${squeezed}>${escaped(line)}</text>`
    }),
    '</svg>',
  ].join('')
}

const round = (value: number) => Math.round(value * 100) / 100

/** Neighbouring dark modules as `[from, to)`: one shape each, so that no seams show. */
function runs(row: readonly boolean[]): [number, number][] {
  const found: [number, number][] = []
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue
    const from = x
    while (row[x + 1] === true) x++
    found.push([from, x + 1])
  }
  return found
}

/** About how many em wide: a Chinese character is one. */
const widthOf = (text: string) => [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.56), 0)

function escaped(text: string): string {
  // oxlint-disable-next-line no-control-regex -- XML cannot hold them
  return text.toWellFormed().replace(/[\u0000-\u001f\ufffe\uffff]/g, ' ').replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
