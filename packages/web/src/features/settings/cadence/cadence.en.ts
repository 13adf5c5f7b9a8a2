import type { Catalogue } from '../../../i18n/catalogue.ts'
import type { cadenceZh } from './cadence.zh.ts'

export const cadenceEn = {
  title: 'Contact cadence',
  note: 'Today, suggestions, the filter for stale deals and hygiene remind of too little and too much contact by these limits',
  readOnly: 'Set by administrators; today, suggestions, the filter for stale deals and hygiene remind by these limits',
  tooLittle: 'Too little contact',
  tooLittleText: 'Without customer-facing activity for longer than this, it counts as silent. A deal with a cadence of its own (four activities at least) is judged by twice its usual gap in suggestions.',
  layers: { nurture: 'Deals in nurturing stages', advance: 'Deals in advancing stages', sign: 'Deals in signing stages' },
  leads: 'Leads not converted',
  days: 'days',
  times: 'times',
  tooMuch: 'Too much contact',
  tooMuchText: 'So many contacts within so many days without any answer: another person or way is suggested.',
  within: 'Within',
  contacts: 'Contacts reach',
  required: 'Please fill in',
  elsewhere: 'How long a deal may stay in a stage, and when it falls asleep, is set in the pipeline:',
  pipelines: 'Pipelines',
  save: 'Save',
  saved: 'Contact cadence saved',
  usual: 'Fill in the usual values',
} satisfies Catalogue<typeof cadenceZh>
