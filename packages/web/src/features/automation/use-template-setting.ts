import { getAutomationChoices } from '@sluice/core/automation/contract'
import type { TemplateSetting } from '@sluice/core/automation/templates'
import { listPipelines } from '@sluice/core/catalog/contract'
import { listTeams } from '@sluice/core/identity/contract'
import { stepId } from '@sluice/core/lib/step-tree-edits'
import { useTranslation } from 'react-i18next'
import { useContractQuery } from '../../api/query.ts'
import { seldom } from '../pickers/seldom.ts'
import { useSession } from '../session/session.ts'

/** What templates are filled in from; null while it is read. */
export function useTemplateSetting(): TemplateSetting | null {
  const { i18n } = useTranslation()
  const { user } = useSession()
  const pipelines = useContractQuery(listPipelines, {}, seldom).data?.items
  const teams = useContractQuery(listTeams, {}, seldom).data?.items
  const choices = useContractQuery(getAutomationChoices, {}, seldom).data
  if (pipelines === undefined || teams === undefined || choices === undefined) return null
  return { lang: i18n.language === 'en' ? 'en' : 'zh', pipelines, teams, projectTemplates: choices.projectTemplates, userId: user.id, canMail: choices.canMail, newId: () => stepId(Math.random) }
}
