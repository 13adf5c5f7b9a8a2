import type { CustomField } from '@sluice/core/fields/contract'
import type { Custom } from '@sluice/core/fields/custom'

/** The options that a choice offers at present: not archived ones, and of a dependent field those its master's value opens. What is chosen stays offered. Pure. */
export function offeredOptions(field: CustomField, custom: Custom, value: unknown) {
  const { options, dependsOn } = field.settings
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [value]
  const master = dependsOn === null ? undefined : custom[dependsOn]
  const masters: readonly unknown[] = Array.isArray(master) ? master : [master]
  return options.filter((option) => {
    if (chosen.includes(option.value)) return true
    if (option.isArchived) return false
    return dependsOn === null || option.when.length === 0 || option.when.some((one) => masters.includes(one))
  })
}
