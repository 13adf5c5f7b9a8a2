import type { FieldSettings } from '@sluice/core/fields/contract'

/** The settings that were on the form and differ; what the form did not ask stays as it is. Pure. */
export function changedSettings(before: FieldSettings, typed: Partial<FieldSettings>): Partial<FieldSettings> {
  const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
  return Object.fromEntries(Object.entries(typed).filter(([key, value]) => value !== undefined && !same(value, Reflect.get(before, key)))) as Partial<FieldSettings>
}
