import type { Catalogue } from '../../i18n/catalogue.ts'
import type { suggestionsZh } from './suggestions.zh.ts'

export const suggestionsEn = {
  title: 'Next best action', more: '{{count}} more', fewer: 'Fewer', none: 'Nothing to suggest', noneText: 'Next step, cadence, evidence and decision chain are in place.',
  do: {
    step_overdue: 'Do “{{step}}”', no_next_step: 'Agree on a next step', silence: 'Contact the customer', evidence: 'Supply: {{asks}}', advance: 'Advance to “{{next}}”', dwell: 'Check the playbook of “{{stage}}”', decision_maker: 'Find who decides',
    too_much: 'Try another person or another way', champion: 'Win a coach', cycle_activity: 'Arrange: {{activity}}', cycle_age: 'Decide whether to go on', playbook: '{{words}}',
  },
  why: {
    step_overdue: '{{days}} d overdue', no_next_step: 'No next step is agreed', silence_own: 'No contact for {{days}} d, before that every {{usual}} d ({{n}} gaps)', silence: 'No contact for {{days}} d, more than {{limit}}',
    evidence: '{{count}} missing to enter “{{next}}”', advance: 'All {{n}} asked for are there', dwell: '{{days}} d in stage, its limit is {{limit}} d', decision_maker: 'No decision-maker or economic buyer among {{people}} contacts',
    too_much: '{{n}} attempts in {{days}} d, none answered', champion: 'No coach among {{people}} contacts', cycle_activity: 'Won deals like it usually had {{usual}} (median of {{n}}), this one {{own}}',
    cycle_age: '{{age}} d old, won deals like it took {{days}} d (median of {{n}})', playbook: 'Playbook of “{{stage}}”',
  },
  act: { log: 'Log activity', next_step: 'Agree', contact: 'Add contact', gate: 'Supply', move: 'Advance', guide: 'Playbook' },
  effect: {
    words: 'Deals with a {{activity}} in this stage went on in {{withShare}} ({{withN}} deals), without in {{withoutShare}} ({{withoutN}} deals)', significant: 'Significant', insignificant: 'Not significant',
    note: '{{points}} apart, 95% interval {{low}} to {{high}}, p = {{p}}. Observed, not caused: deals nearer to buying may be contacted more.',
  },
  cycle: {
    title: 'Won deals like it', words: '{{n}} deals, {{days}} d from creation to win (median); this one is {{age}} d old', interval: '95% interval of the median: {{low}}–{{high}} d',
    amount_and_industry: 'Same pipeline, like amount, {{industry}}', amount: 'Same pipeline, like amount', pipeline: 'Same pipeline', usual: '{{activity}} {{own}} / {{median}}',
  },
  step: { title: 'Agree on a next step', save: 'Save', saved: 'Next step agreed' },
  contact: { title: 'Complete the decision chain' },
} satisfies Catalogue<typeof suggestionsZh>
