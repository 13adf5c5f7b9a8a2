/**
 * A random key of 128 bits, as 32 hex digits. `crypto.randomUUID` would do, but browsers offer it on https and localhost only,
 * and a company may well open Sluice at http://192.168.1.20:8420.
 */
export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
