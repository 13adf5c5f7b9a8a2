import { fontFamily } from '../ui/theme.ts'

/** Saves a drawing as a PNG of twice its size. Its colours must be attributes: style sheets do not travel with it. */
export async function downloadSvg(svg: SVGSVGElement, name: string, background: string): Promise<void> {
  const { width, height } = svg.getBoundingClientRect()
  const margin = 24
  const copy = svg.cloneNode(true) as SVGSVGElement
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
    canvas.width = (width + 2 * margin) * 2
    canvas.height = (height + 2 * margin) * 2
    const context = canvas.getContext('2d')
    if (!context) return
    context.scale(2, 2)
    context.fillStyle = background
    context.fillRect(0, 0, width + 2 * margin, height + 2 * margin)
    context.drawImage(image, margin, margin, width, height)
    saveUrl(canvas.toDataURL('image/png'), `${name}.png`)
  } finally {
    URL.revokeObjectURL(address)
  }
}

/** Hands an address to the browser as a file to keep. */
export function saveUrl(url: string, fileName: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
}
