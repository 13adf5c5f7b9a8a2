import { companyCore } from '../lib/company-name.ts'
import { readPhone } from '../lib/phone.ts'
import { readUscc } from '../lib/uscc.ts'
import type { FieldSettings } from './contract.ts'
import type { fieldRefusals } from './refusals.ts'

/** A text that passed, as it is stored, or why it did not. */
type Checked = { value: string } | { refused: keyof typeof fieldRefusals }

/**
 * The ready-made checks of text fields.
 * `cn_mobile`: a mainland mobile number. `cn_phone`: that, a landline with its area code (and an extension), or a 400/800
 * service number. Both stay as typed. `uscc`: a 统一社会信用代码 with its check digit, stored in capitals without blanks.
 * `company_name`: at least two letters once legal form, region and punctuation are taken away.
 */
export function checkText(check: FieldSettings['check'], text: string): Checked {
  switch (check) {
    case 'none':
      return { value: text }
    case 'cn_mobile':
      return isMobile(readPhone(text).e164) ? { value: text } : { refused: 'field.bad_phone' }
    case 'cn_phone': {
      const { e164 } = readPhone(text)
      return isMobile(e164) || isLandline(e164) ? { value: text } : { refused: 'field.bad_phone' }
    }
    case 'uscc': {
      const code = readUscc(text)
      return code === null ? { refused: 'field.bad_uscc' } : { value: code }
    }
    case 'company_name':
      return [...companyCore(text)].length >= 2 && /\p{L}/u.test(text) ? { value: text } : { refused: 'field.bad_value' }
  }
}

/** Every number that begins 13…19 is a mobile one; ten digits more after the country's 86. */
const isMobile = (e164: string | null): boolean => e164 !== null && /^\+861[3-9]\d{9}$/.test(e164)
/** An area code 10 or 2x with eight digits, 3xx…9xx with seven or eight; or 400 and 800. That the number exists was read before. */
const isLandline = (e164: string | null): boolean =>
  e164 !== null && (/^\+86(?:10|2\d)\d{8}$/.test(e164) || /^\+86[3-9]\d{2}\d{7,8}$/.test(e164) || /^\+86[48]00\d{7}$/.test(e164))
