import type { Catalogue } from '../../i18n/catalogue.ts'
import type { formSubmissionsZh } from './form-submissions.zh.ts'

export const formSubmissionsEn = {
  title: 'Forms sent',
  verdicts: { accepted: 'Accepted', duplicate: 'Same person', suspected_bot: 'Suspected bot' },
  reasons: { honeypot: 'filled in the trap', too_fast: 'sent too fast', many_links: 'many links', custom_refused: 'some answers did not fit the custom fields' },
  version: 'version {{n}}',
  consent: 'Agreed to the terms (version {{n}})',
  noConsent: 'Did not agree to terms',
  page: 'Sent from',
  released: 'Released by {{name}}',
} satisfies Catalogue<typeof formSubmissionsZh>
