import { checkFormula, type CustomField } from '@sluice/core/fields/contract'
import { FormulaError } from '@sluice/core/fields/formula/error'
import { typeOfFormula, vetFormula } from '@sluice/core/fields/formula/formula'
import type { Api } from '../../platform/api.ts'
import { requireScope } from '../../platform/policy.ts'
import { readerLanguage } from '../../platform/reader-language.ts'
import { route } from '../../platform/route.ts'
import { fieldsOf } from '../fields/fields.queries.ts'

/** Formulas, as they are being written. */
export function computedRoutes(api: Api): void {
  route(api, checkFormula, async ({ tx, viewer, body, request }) => {
    requireScope(viewer, 'config', 'write')
    const language = readerLanguage(request)
    const fields = await fieldsOf(tx, viewer.orgId, body.object)
    try {
      const type = typeOfFormula(body.formula, body.object, fields)
      const own = fields.find((field) => field.key === body.key && field.type === 'formula')
      if (own !== undefined) vetFormula(withFormula(own, body.formula, type), fields)
      return { ok: true, type, code: null, detail: '' }
    } catch (error) {
      if (error instanceof FormulaError) return { ok: false, type: null, code: error.code, detail: error.detail(language) }
      throw error
    }
  })
}

/** The field with the formula as it would be; circles are looked for, whatever type it says it has. */
function withFormula(field: CustomField, formula: string, type: string): CustomField {
  const { formulaType } = field.settings
  const types: readonly CustomField['settings']['formulaType'][] = ['text', 'number', 'money', 'date', 'boolean']
  return { ...field, settings: { ...field.settings, formula, formulaType: types.find((one) => one === type) ?? formulaType } }
}
