/**
 * Prints pictures on a sheet, three in a row, none cut in two by a page. They are data: addresses, so that nothing of what people
 * wrote becomes markup.
 */
export function printPictures(addresses: readonly string[]): void {
  const frame = document.createElement('iframe')
  frame.style.cssText = 'position:fixed;inset:auto 0 0 auto;width:0;height:0;border:0'
  document.body.append(frame)
  const page = frame.contentDocument
  if (!page) return
  const style = page.createElement('style')
  style.textContent = '@page{margin:12mm}body{margin:0;display:grid;grid-template-columns:repeat(3,1fr);gap:8mm}img{width:100%;break-inside:avoid;border:.2mm dashed #bbb}'
  page.head.append(style)
  const images = addresses.map((address) => {
    const image = page.createElement('img')
    image.src = address
    page.body.append(image)
    return image
  })
  void Promise.all(images.map((image) => image.decode().catch(() => undefined))).then(() => {
    frame.contentWindow?.addEventListener('afterprint', () => frame.remove())
    frame.contentWindow?.print()
  })
}
