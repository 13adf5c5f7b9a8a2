/** The 31 characters of a code: no I, O, S, V, Z, which are mistaken for digits or each other. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/**
 * A 统一社会信用代码 as it is stored: half-width capitals without blanks and dashes. Null when it is none: 18 characters, of
 * them six digits for the place of registration, and a last one that checks the others (GB 32100-2015: 31 − Σ weight·value mod 31).
 */
export function readUscc(text: string): string | null {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
  if (!/^[0-9A-Z]{2}\d{6}[0-9A-Z]{10}$/.test(code)) return null
  const values = [...code].map((character) => alphabet.indexOf(character))
  if (values.includes(-1)) return null
  const sum = weights.reduce((total, weight, i) => total + weight * (values[i] ?? 0), 0)
  return (31 - (sum % 31)) % 31 === values[17] ? code : null
}
