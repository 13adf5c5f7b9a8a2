import { remediesFor } from '../diagnosis/remedies/for-causes.ts'
import { remedies } from '../diagnosis/remedies/library.ts'
import type { Remedy } from '../diagnosis/remedies/remedy.ts'
import type { CauseCode } from '../diagnosis/said.ts'
import type { RemedyRecord } from './contract.ts'

/** What an organisation wrote: `definition` in the place of the remedy of the same key, or one of its own; or that it is hidden. */
export type OwnRemedy = { key: string; definition: Remedy; isHidden: boolean; version: number }

/** The library as the organisation has it: what comes with Sluice in its order, changed and hidden by what was written, then its own. */
export function mergeRemedies(written: readonly OwnRemedy[], builtIn: readonly Remedy[] = remedies): RemedyRecord[] {
  const byKey = new Map(written.map((one) => [one.key, one]))
  const known = new Set(builtIn.map((remedy) => remedy.key))
  return [
    ...builtIn.map((remedy): RemedyRecord => {
      const own = byKey.get(remedy.key)
      if (own === undefined) return { remedy, origin: 'built_in', isHidden: false, version: 0 }
      const isChanged = JSON.stringify(own.definition) !== JSON.stringify(remedy)
      return { remedy: own.definition, origin: isChanged ? 'changed' : 'built_in', isHidden: own.isHidden, version: own.version }
    }),
    ...written.filter(({ key }) => !known.has(key)).map((own): RemedyRecord => ({ remedy: own.definition, origin: 'own', isHidden: own.isHidden, version: own.version })),
  ]
}

/** Those that answer any of the causes, the best answers first (core/diagnosis/remedies/for-causes). */
export function answering(records: readonly RemedyRecord[], causes: readonly CauseCode[]): RemedyRecord[] {
  const byRemedy = new Map(records.map((record) => [record.remedy, record]))
  return remediesFor(causes, records.map((record) => record.remedy)).flatMap(({ remedy }) => byRemedy.get(remedy) ?? [])
}
