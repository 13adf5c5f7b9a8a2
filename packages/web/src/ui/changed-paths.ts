/** The paths of the fields in what antd's `onValuesChange` says has changed: `{ password: { next: 'x' } }` → `[['password', 'next']]`. Pure. */
export function changedPaths(changed: object): string[][] {
  return Object.entries(changed).flatMap(([name, value]: [string, unknown]) =>
    value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype ? changedPaths(value).map((path) => [name, ...path]) : [[name]],
  )
}
