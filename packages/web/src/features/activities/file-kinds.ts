import { attachmentKind } from '@sluice/core/activities/contract'
import type { z } from 'zod'

export type FileKind = z.infer<typeof attachmentKind>
export const fileKinds = attachmentKind.options
export const maxFileBytes = 20 * 1024 * 1024

const hints: readonly (readonly [FileKind, RegExp])[] = [
  ['minutes', /纪要|会议|minutes|meeting/i],
  ['budget', /预算|budget/i],
  ['requirements', /需求|规格|requirement|spec/i],
  ['intent', /意向|intent|loi/i],
  ['quote', /报价|quot/i],
  ['contract', /合同|协议|contract|agreement/i],
]

/** What a file probably is, by its name; the user may say otherwise. */
export function guessFileKind(name: string): FileKind {
  return hints.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other'
}

/** A size in the unit one reads it in: `820 KB`, `3.4 MB` (1 KB is 1024 bytes, as file managers of Chinese Windows count). */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kilobytes = bytes / 1024
  if (kilobytes < 1000) return `${Math.round(kilobytes)} KB`
  return `${(kilobytes / 1024).toFixed(1)} MB`
}
