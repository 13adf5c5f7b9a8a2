import { fullPinyin } from '../lib/pinyin.ts'
import { isReservedKey } from './reserved.ts'

const LENGTH = 30

/** A key for a field from its label: 客户行业 → `kehuhangye`, and with `_2` … when `taken`. */
export function keyFromLabel(label: string, taken: ReadonlySet<string>): string {
  const letters = fullPinyin(label).normalize('NFKD').replace(/[^a-z0-9]/g, '').slice(0, LENGTH)
  const base = /^[a-z]/.test(letters) && !isReservedKey(letters) ? letters : `f_${letters || '1'}`
  let key = base
  for (let n = 2; taken.has(key); n += 1) key = `${base}_${n}`
  return key
}
