import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of real files that tests are held to, beside the project; null when it is absent. */
export const sharedData: string | null = (() => {
  const folder = process.env.SLUICE_SHARED_DATA ?? join(import.meta.dirname, '../../../../../../../shared/data')
  return existsSync(folder) ? folder : null
})()
