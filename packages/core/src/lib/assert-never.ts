/** Marks a place that types say cannot be reached; a new case then fails to compile. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${String(value)}`)
}
