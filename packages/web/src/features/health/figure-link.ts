import { paths } from '../../paths.ts'

/** Where the figure behind a part of a health score is shown. `owner` narrows lists of deals; `search` is the funnel's own question. */
export function figureLink(metric: string, { owner, search = '' }: { owner?: string; search?: string } = {}): string | null {
  const deals = (quick: string) => `${paths.deals}?layout=list&quick=${quick}${owner === undefined ? '' : `&owner=${owner}`}`
  const funnel = (path: string, more = '') => {
    const query = new URLSearchParams(search)
    if (owner !== undefined) query.set('owner', owner)
    const text = [query.toString(), more].filter((part) => part !== '').join('&')
    return text === '' ? path : `${path}?${text}`
  }
  switch (metric) {
    case 'health.conversion_times':
    case 'health.win_rate_times':
      return funnel(paths.funnel)
    case 'health.dwell_times':
    case 'health.dwell_fair_times':
      return funnel(paths.funnelTab('heat'), 'measure=dwell')
    case 'health.balance':
      return funnel(paths.funnelTab('changes'))
    case 'health.coverage_times':
      return funnel(paths.funnelTab('plan'))
    case 'health.win_rate_fair_times':
    case 'activity.response_within':
      return funnel(paths.funnelTab('people'))
    case 'health.stalled_share':
      return deals('stale')
    case 'health.next_step_share':
      return deals('no_next_step')
    case 'health.nothing_owed_share':
      return owner === undefined ? paths.gateDebts : `${paths.gateDebts}?owner=${owner}`
    default:
      return null
  }
}
