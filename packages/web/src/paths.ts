/** Every URL of the web app, in one place. Screens link with these, never with a string of their own. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  firstRun: '/first-run',
  /** The secret stays behind the `#`: browsers do not send it, so it is in no server's or proxy's log. */
  invitation: (token: string) => `/invite#${encodeURIComponent(token)}`,
  welcome: '/welcome',
  today: '/today',
  funnel: '/funnel',
  funnelTab: (tab: string) => `/funnel/${tab}`,
  deals: '/deals',
  deal: (id: string) => `/deals/${id}`,
  leads: '/leads',
  lead: (id: string) => `/leads/${id}`,
  cleaning: '/cleaning',
  /** A page of its own, served beside the app: it works without a network. */
  fair: '/fair/',
  scoring: '/scoring',
  leadPools: '/lead-pools',
  handOvers: '/hand-overs',
  responses: '/responses',
  attribution: '/attribution',
  campaigns: '/campaigns',
  campaign: (id: string) => `/campaigns/${id}`,
  publicForms: '/public-forms',
  publicForm: (id: string) => `/public-forms/${id}`,
  nurture: '/nurture',
  sequence: (id: string) => `/nurture/${id}`,
  accounts: '/accounts',
  account: (id: string) => `/accounts/${id}`,
  contacts: '/contacts',
  contact: (id: string) => `/contacts/${id}`,
  funnelWhy: '/funnel/why',
  alarms: '/alarms',
  alarm: (id: string) => `/alarms/${id}`,
  actions: '/actions',
  approvals: '/approvals',
  approval: (id: string) => `/approvals/${id}`,
  gateDebts: '/gate-debts',
  hygiene: '/hygiene',
  import: '/import',
  importRun: (id: string) => `/import/${id}`,
  settings: '/settings',
  pipelines: '/settings/pipelines',
  pipeline: (id: string) => `/settings/pipelines/${id}`,
  formDesigner: (id: string) => `/settings/forms/${id}`,
  completeness: '/reports/completeness',
  settingsSection: (section: string) => `/settings/${section}`,
  metrics: '/metrics-dictionary',
  metric: (key: string) => `/metrics-dictionary?metric=${encodeURIComponent(key)}`,
  kit: '/_kit',
} as const

/** The sign-in page that returns to `back` afterwards. Only a path of our own is kept: no open redirect. */
export function signInPath(back?: string): string {
  if (!back || !back.startsWith('/') || back.startsWith('//') || back.startsWith(paths.signIn)) return paths.signIn
  return `${paths.signIn}?back=${encodeURIComponent(back)}`
}
