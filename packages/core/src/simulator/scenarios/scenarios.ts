import { brokenForm } from './broken-form.ts'
import { competitorEntry } from './competitor-entry.ts'
import { manufacturing } from './manufacturing.ts'
import { priceChange } from './price-change.ts'
import { quietYear } from './quiet-year.ts'
import { repLapse } from './rep-lapse.ts'
import type { Scenario, ScenarioKey, ScenarioOptions } from './scenario.ts'
import { stageRedefinition } from './stage-redefinition.ts'

/** A company with a planted cause, or with none, by key. The same options give the same bytes. */
export const scenarios: Record<ScenarioKey, (options: ScenarioOptions) => Scenario> = {
  manufacturing,
  price_change: priceChange,
  rep_lapse: repLapse,
  broken_form: brokenForm,
  competitor_entry: competitorEntry,
  stage_redefinition: stageRedefinition,
  quiet: quietYear,
}
