/** Crockford's base 32: no I, L, O, U, so that a code read aloud or typed from a leaflet is understood. */
export const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const codeLength = 7

/** A code from random bytes, five bits of each: 2³⁵ possibilities, so that guessing finds none. @throws RangeError with too few bytes. */
export function codeFrom(bytes: Uint8Array): string {
  if (bytes.length < codeLength) throw new RangeError(`a code needs ${codeLength} bytes`)
  return Array.from(bytes.subarray(0, codeLength), (byte) => codeAlphabet[byte & 31]).join('')
}

/** A code as somebody typed it, or null: small letters, spaces, hyphens, and the letters that look like digits are forgiven. */
export function readCode(text: string): string | null {
  const code = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  return code.length === codeLength && [...code].every((letter) => codeAlphabet.includes(letter)) ? code : null
}
