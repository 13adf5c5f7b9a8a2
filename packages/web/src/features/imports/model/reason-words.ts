import { reasonCodes, reasonText } from '@sluice/core/imports/reasons'

/** A reason as it came over the wire, in words; a code of a newer server is shown as it is. */
export function reasonWords(reason: { code: string; column: string | null; value: string | null }, language: 'zh-CN' | 'en'): string {
  const code = reasonCodes.find((one) => one === reason.code)
  return code === undefined ? reason.code : reasonText({ ...reason, code }, language)
}
