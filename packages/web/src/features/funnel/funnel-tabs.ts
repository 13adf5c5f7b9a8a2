import { paths } from '../../paths.ts'

/** The pages about the funnel, in the order of their tabs; all read the same filters from the address. */
export const funnelTabs = ['overview', 'diagnosis', 'breakdown', 'heat', 'changes', 'losses', 'people', 'cube', 'steps', 'plan'] as const
export type FunnelTab = (typeof funnelTabs)[number]

export function funnelTabPath(tab: FunnelTab): string {
  return tab === 'overview' ? paths.funnel : paths.funnelTab(tab)
}
