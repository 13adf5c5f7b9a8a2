import type { Catalogue } from '../../i18n/catalogue.ts'
import type { todayZh } from './today.zh.ts'

export const todayEn = {
  title: 'Today',
  greeting: { night: 'Working late, {{name}}', morning: 'Good morning, {{name}}', noon: 'Good day, {{name}}', afternoon: 'Good afternoon, {{name}}', evening: 'Good evening, {{name}}' },
  scope: { label: 'Whose', mine: 'Mine', team: 'Team', all: 'Company' },
  tiles: {
    due: 'Steps due', dueUnit: 'steps', overdue: '{{count}} overdue', noneOverdue: 'None overdue', activities: 'Logged today', atLeast: '{{count}}+', activitiesUnit: 'times', newLeads: 'New leads', newLeadsUnit: 'leads',
    closing: 'Closing this month', closingUnit: 'deals', noStep: 'No next step', noStepUnit: 'deals',
  },
  steps: {
    overdue: 'Overdue', today: 'Today', call: 'Call', log: 'Done, log it', logShort: 'Log activity', postpone: 'Postpone', open: 'Open', lead: 'Lead', deal: 'Deal', late: '{{count}} d overdue',
    postponed: 'Postponed to {{day}}', other: 'Another day…', noPhone: 'No phone number', pick: 'Postpone to which day?', save: 'Postpone',
  },
  clear: { title: 'All of today’s steps are done', text: 'Plan steps for deals that have none, or look at the stale ones.', none: 'No steps of yours are due', noneText: 'Plan a next step with a day on a deal or lead; it appears here when it is due.', noStep: 'Plan next steps', leads: 'Work on new leads', deals: 'Go to the deals' },
  stale: { title: 'Stale deals', note: 'Too long in their stage, or left alone for long', stayed: '{{count}} d in stage', silent: '{{count}} d silent', never: 'Never contacted', all: 'Show all', empty: 'No stale deals' },
  stepsTitle: 'Next steps',
} satisfies Catalogue<typeof todayZh>
