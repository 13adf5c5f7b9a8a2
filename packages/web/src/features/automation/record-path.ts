import type { AutomationObject } from '@sluice/core/automation/definition'
import { paths } from '../../paths.ts'

/** The page of what a run is about. */
export const recordPath = ({ type, id }: { type: AutomationObject; id: string }): string =>
  ({ deal: paths.deal, lead: paths.lead, account: paths.account, contact: paths.contact, alarm: paths.alarm })[type](id)
