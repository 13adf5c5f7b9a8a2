import { fullPinyin } from '../lib/pinyin.ts'

/** What stands in a form's address, from its name: 预约演示 → `yuyueyanshi`. One of other scripts alone falls back to `form`. */
export function formKeyOf(name: string): string {
  const ascii = fullPinyin(name).normalize('NFKD').replace(/[^a-z0-9]/g, '').slice(0, 40)
  return ascii === '' ? 'form' : ascii
}
