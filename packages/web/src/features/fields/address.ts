import type { Address } from '@sluice/core/fields/value'

const part = (value: object, key: keyof Address): string | null => {
  const text: unknown = Reflect.get(value, key)
  return typeof text === 'string' && text !== '' ? text : null
}

/** Reads a stored value as an address; what is none gives an empty one. Pure. */
export function addressOf(value: unknown): Address {
  const from = typeof value === 'object' && value !== null ? value : {}
  return { province: part(from, 'province'), city: part(from, 'city'), district: part(from, 'district'), detail: part(from, 'detail') }
}
