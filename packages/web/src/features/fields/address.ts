/** A postal address of a custom field; each part may be missing. */
export interface Address {
  province: string | null
  city: string | null
  district: string | null
  detail: string | null
}

const part = (value: object, key: keyof Address): string | null => {
  const text: unknown = Reflect.get(value, key)
  return typeof text === 'string' && text !== '' ? text : null
}

/** Reads a stored value as an address; what is none gives an empty one. Pure. */
export function addressOf(value: unknown): Address {
  const from = typeof value === 'object' && value !== null ? value : {}
  return { province: part(from, 'province'), city: part(from, 'city'), district: part(from, 'district'), detail: part(from, 'detail') }
}

/** On one line as written in China: from the large to the small; a municipality is named once. Pure. */
export function addressLine(address: Address): string {
  const city = address.city === address.province ? null : address.city
  return [address.province, city, address.district, address.detail].filter((one) => one !== null).join('')
}
