import { fontFamily } from '../ui/theme.ts'

/** What is written on a picture: its name and conditions above it, when and how below. Long lines are broken. */
export interface Caption {
  title: string
  lines: readonly string[]
  foot: string
  color: string
  quiet: string
}

/** Saves a drawing as a PNG of twice its size. Its colours must be attributes: style sheets do not travel with it. */
export async function downloadSvg(svg: SVGSVGElement, name: string, background: string, caption?: Caption): Promise<void> {
  const { width, height } = svg.getBoundingClientRect()
  const margin = 24
  const copy = svg.cloneNode(true) as SVGSVGElement
  // What is shown for a moment only has no place in a picture.
  for (const passing of copy.querySelectorAll('[data-passing]')) passing.remove()
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  copy.setAttribute('font-family', fontFamily)
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d')
    if (!context) return
    context.font = `12px ${fontFamily}`
    const lines = (caption?.lines ?? []).flatMap((line) => brokenLines(line, width, (text) => context.measureText(text).width))
    const foot = caption ? brokenLines(caption.foot, width, (text) => context.measureText(text).width) : []
    const above = caption ? 30 + lines.length * 18 + 14 : 0
    const below = caption ? 16 + foot.length * 18 : 0
    const whole = { width: width + 2 * margin, height: height + above + below + 2 * margin }
    // Setting the size clears the canvas and all that was set on its context.
    canvas.width = whole.width * 2
    canvas.height = whole.height * 2
    context.scale(2, 2)
    context.fillStyle = background
    context.fillRect(0, 0, whole.width, whole.height)
    if (caption) {
      context.textBaseline = 'top'
      context.fillStyle = caption.color
      context.font = `600 18px ${fontFamily}`
      context.fillText(caption.title, margin, margin, width)
      context.fillStyle = caption.quiet
      context.font = `12px ${fontFamily}`
      for (const [index, line] of lines.entries()) context.fillText(line, margin, margin + 30 + index * 18)
      for (const [index, line] of foot.entries()) context.fillText(line, margin, margin + above + height + 16 + index * 18)
    }
    context.drawImage(image, margin, margin + above, width, height)
    saveUrl(canvas.toDataURL('image/png'), `${name}.png`)
  } finally {
    URL.revokeObjectURL(address)
  }
}

/** A text in lines that are at most `width` broad: Chinese breaks anywhere, so it is broken where it is full. Pure. */
export function brokenLines(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const character of text) {
    if (line !== '' && measure(line + character) > width) {
      lines.push(line)
      line = character.trimStart()
    } else line += character
  }
  return line === '' ? lines : [...lines, line]
}

/** Hands an address to the browser as a file to keep. */
export function saveUrl(url: string, fileName: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
}
