import { withFields } from '@sluice/core/conditions/catalogue'
import type { ConditionRecord, ObjectCatalogue } from '@sluice/core/conditions/catalogue'
import { ConditionError } from '@sluice/core/conditions/errors'
import { compile } from '@sluice/core/conditions/evaluate'
import type { Condition } from '@sluice/core/conditions/condition'
import { accountObject, contactObject, dealObject, leadObject } from '@sluice/core/conditions/objects'
import { fieldDefinitions } from '@sluice/core/fields/conditions'
import type { CustomField } from '@sluice/core/fields/contract'
import type { Custom } from '@sluice/core/fields/custom'
import { listTeams } from '@sluice/core/identity/contract'
import { useCallback, useMemo } from 'react'
import { useContractQuery } from '../../api/query.ts'
import { useOrg } from '../../ui/org-context.ts'
import { seldom } from '../pickers/seldom.ts'
import { useSession } from '../session/session.ts'
import { useFields } from './use-fields.ts'

/** Objects of which there are records with pages of their own. */
export type RecordObject = 'deal' | 'lead' | 'account' | 'contact'
const catalogues: Readonly<Record<RecordObject, ObjectCatalogue>> = { deal: dealObject, lead: leadObject, account: accountObject, contact: contactObject }

/** What conditions may ask of an object: its own fields and the organisation's custom ones. */
export function catalogueWith(object: RecordObject, fields: readonly CustomField[]): ObjectCatalogue {
  return withFields(catalogues[object], fieldDefinitions(fields))
}

/** The same, with the fields that the viewer may see. */
export function useCatalogue(object: RecordObject): ObjectCatalogue {
  const { fields } = useFields(object)
  return useMemo(() => catalogueWith(object, fields), [object, fields])
}

interface TeamNode {
  id: string
  parentId: string | null
}
function subtree(teams: readonly TeamNode[], root: string): string[] {
  const found = [root]
  for (const id of found) found.push(...teams.filter((team) => team.parentId === id && !found.includes(team.id)).map((team) => team.id))
  return found
}

/**
 * Judges conditions on a record in the browser, as the server will when it is saved: for what shows while one is typing.
 * A condition that cannot be judged hides nothing.
 */
export function useJudge(object: RecordObject): (condition: Condition | null, record: ConditionRecord, custom: Custom) => boolean {
  const catalogue = useCatalogue(object)
  const { timeZone } = useOrg()
  const { user, teamIds } = useSession()
  const teams = useContractQuery(listTeams, {}, seldom).data?.items
  return useCallback(
    (condition, record, custom) => {
      if (condition === null) return true
      try {
        const teamSubtree = (id: string) => subtree(teams ?? [], id)
        return compile(condition, catalogue, { now: new Date(), timeZone, me: user.id, myTeams: teamIds, teamSubtree })({ ...record, custom })
      } catch (error) {
        if (error instanceof ConditionError) return true
        throw error
      }
    },
    [catalogue, teams, teamIds, timeZone, user],
  )
}
