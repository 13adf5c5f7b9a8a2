/** JSON that PostgreSQL takes inside jsonb: cells may hold U+0000 and halves of surrogate pairs, which it refuses. */
export function storable(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? inner.replaceAll('\u0000', '\ufffd').toWellFormed() : inner))
}
