import { pinyin } from 'pinyin-pro'
import { toSimplified } from './text.ts'

/** Letters by which a Chinese reader types a name: 华为 Tech 3 → `hwtech3`. Lower case, no blanks. */
export function pinyinInitials(text: string): string {
  return syllables(text, 'first')
}

/** The whole name in pinyin without tones: 重庆 → `chongqing`, 女 → `nv`. Lower case, no blanks. */
export function fullPinyin(text: string): string {
  return syllables(text, 'pinyin')
}

function syllables(text: string, pattern: 'first' | 'pinyin'): string {
  const options = { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true, pattern } as const
  return pinyin(toSimplified(text.normalize('NFKC')), options)
    .join('')
    .toLowerCase()
    .replace(/ü/g, 'v')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}
