import type { FieldSettings } from '@sluice/core/fields/contract'

type Options = FieldSettings['options']

/** Gives new options the value under which they are stored, made from their label; those without a label are left out. The table of pinyin is loaded only here. */
export async function namedOptions(options: Options): Promise<Options> {
  const { keyFromLabel } = await import('@sluice/core/fields/key')
  const taken = new Set(options.map((one) => one.value).filter((value) => value !== ''))
  return options
    .filter((one) => one.label.trim() !== '')
    .map((one) => {
      if (one.value !== '') return { ...one, label: one.label.trim() }
      const value = keyFromLabel(one.label.trim(), taken)
      taken.add(value)
      return { ...one, label: one.label.trim(), value }
    })
}
