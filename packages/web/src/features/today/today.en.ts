import type { Catalogue } from '../../i18n/catalogue.ts'
import type { todayZh } from './today.zh.ts'

export const todayEn = {
  title: 'Today',
  greeting: { night: 'Working late, {{name}}', morning: 'Good morning, {{name}}', noon: 'Good day, {{name}}', afternoon: 'Good afternoon, {{name}}', evening: 'Good evening, {{name}}' },
  scope: { label: 'Whose', mine: 'Mine', team: 'Team', all: 'Company' },
  tiles: {
    due: 'To do today', dueUnit: 'items', overdue: '{{count}} past their time', noneOverdue: 'None past its time', activities: 'Logged today', atLeast: '{{count}}+', activitiesUnit: 'times', newLeads: 'New leads', newLeadsUnit: 'leads',
    closing: 'Closing this month', closingUnit: 'deals', noStep: 'No next step', noStepUnit: 'deals', quota: 'Advanced this week', quotaUnit: '/ {{count}} deals', quotaLeft: '{{count}} to go', quotaDone: 'Reached', quotaOf: 'Since {{day}}; a deal counts once', quotaNone: 'No quota set',
  },
  quota: { title: 'Advance quota a week', text: 'How many deals each person of a team is to take into the next stage, or to win, in a week. Teams without one have that of the team above.', edit: 'Set the advance quota', of: 'Quota of {{team}} a week', unit: 'each', none: 'None', above: '{{count}} from above', saved: 'Quota of {{team}} saved' },
  list: { title: 'To do', order: 'Ordered by urgency, delay and expected money', cut: 'Only the {{count}} most pressing are listed', keys: 'J / K select · Enter open · E done · S later', snoozed: '{{count}} put off', until: 'Back {{when}}', filtered: 'Nothing of this kind today', showAll: 'Show all' },
  kinds: { all: 'All', response: 'First answer', step: 'Next steps', approval: 'Approvals', task: 'Tasks', hot: 'Hot leads', stalled: 'Stalled', mention: 'Mentions' },
  reason: {
    response_running: 'First answer due {{when}}', response_late: 'First answer was due {{when}}', step_today: 'Due today', step_late: '{{count}} d overdue', approval_waiting: 'Waits for you', approval_late: 'Approval past its time', task_open: 'No day set', task_today: 'Due today',
    task_late: '{{count}} d overdue', hot_handed: 'Handed over, to be accepted', hot_ready: 'Ready for sales, not contacted', hot_signal: 'Just now: {{words}}', stalled_stage: '{{count}} d in stage, limit {{limit}} d', stalled_silent: '{{count}} d silent', mention_said: '{{words}} mentioned you',
  },
  act: {
    call: 'Call', log: 'Done, log it', logShort: 'Log activity', done: 'Done', approve: 'Approve', approveQuestion: 'Approve “{{flow}}” for “{{title}}”?', open: 'Open', accept: 'Accept', read: 'Read', later: 'Later', noPhone: 'No phone number', other: 'Another day…',
    lead: 'Lead', snooze: 'Hide for now (only for you)', postpone: 'Postpone to', inTwoHours: 'In 2 hours', tomorrowMorning: 'Tomorrow morning', nextMonday: 'Monday morning', pick: 'Postpone to which day?', save: 'Postpone', back: 'Show now',
  },
  said: { snoozed: 'Back {{when}}', postponed: 'Postponed to {{day}}', done: 'Done: “{{title}}”', accepted: 'Accepted: “{{title}}”', read: 'Read' },
  clear: { title: 'Everything for today is done', text: 'Plan steps for deals that have none, or work on new leads.', none: 'Nothing is due today', noneText: 'Agreed steps, tasks, approvals, hot leads and stalled deals appear here, the most pressing first.', noStep: 'Plan next steps', leads: 'Work on new leads', deals: 'Go to the deals' },
} satisfies Catalogue<typeof todayZh>
