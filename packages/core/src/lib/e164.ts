import { readPhone } from './phone.ts'

/** A phone number as typed in E.164 (`+8613800138000`), for comparing; null when there is none or it cannot be understood. */
export function e164Of(phone: string | null | undefined): string | null {
  return phone === null || phone === undefined || phone === '' ? null : readPhone(phone).e164
}
