import fc from 'fast-check'
import decodeQR from 'qr/decode.js'
import { expect, test } from 'vitest'
import { logoModules, qrModules, qrSvg } from './qr-svg.ts'

/** The modules as a camera sees them: four pixels each, a white edge. */
function picture(modules: readonly (readonly boolean[])[]) {
  const side = (modules.length + 8) * 4
  const data = new Uint8Array(side * side * 4).fill(255)
  modules.forEach((row, y) => row.forEach((dark, x) => {
    if (!dark) return
    for (let dy = 0; dy < 4; dy++) for (let dx = 0; dx < 4; dx++) data.fill(0, (((y + 4) * 4 + dy) * side + (x + 4) * 4 + dx) * 4, (((y + 4) * 4 + dy) * side + (x + 4) * 4 + dx) * 4 + 3)
  }))
  return { width: side, height: side, data }
}
const link = 'https://crm.example.cn/c/acme/7KQ2M9A'

test('what is drawn is read again', () => {
  expect(decodeQR(picture(qrModules(link, false)))).toBe(link)
  expect(decodeQR(picture(qrModules(link, true)))).toBe(link)
})

test('it reads with the logo over its middle', () => {
  for (const text of [link, 'http://127.0.0.1:8420/c/demo/0000000', `https://${'a'.repeat(60)}.example.com/c/org-12345678/7KQ2M9A`]) {
    const modules = qrModules(text, true)
    const from = (modules.length - logoModules(modules.length)) / 2
    expect(Number.isInteger(from)).toBe(true)
    for (let y = from; y < modules.length - from; y++) for (let x = from; x < modules.length - from; x++) modules[y]![x] = false
    expect(decodeQR(picture(modules))).toBe(text)
  }
})

test('captions are escaped, whatever they say; nothing in the picture runs', () => {
  const svg = qrSvg({ link, caption: ['<script>alert(1)</script>', `"'&`, '', '第三行'], logo: 'data:image/png;base64,AAAA' })
  expect(svg).not.toContain('<script')
  expect(svg).toContain('&#60;script&#62;')
  expect(svg).toContain('第三行')
  expect(svg.match(/<image /g)).toHaveLength(1)
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const inner = /<text [^>]*>([^<]*)<\/text><\/svg>$/.exec(qrSvg({ link, caption: [`x${text}`], logo: null }))?.[1] ?? 'none'
    expect(inner).not.toMatch(/[<>"']/)
  }), { numRuns: 20 })
})
