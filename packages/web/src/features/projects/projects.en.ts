import type { Catalogue } from '../../i18n/catalogue.ts'
import type { projectsZh } from './projects.zh.ts'

export const projectsEn = {
  title: 'Projects',
  description: 'Going live after the win: who does what, and when',
  list: 'Projects',
  search: 'Search projects or accounts',
  state: { running: 'Running', done: 'Done', cancelled: 'Cancelled' },
  stateLabel: 'State',
  owner: 'Owner',
  late: 'Late',
  toAccept: 'For me to take over',
  start: 'Start a project',
  empty: { title: 'No projects yet', text: 'Start one on a won deal or an account, or let an automation start it at the win.', filtered: 'No project fits' },
  notFound: 'The project does not exist, or is not visible to you',
  progress: '{{done}} of {{all}} done',
  progressLabel: 'Progress of the project',
  noTasks: 'No tasks yet',
  lateCount: '{{count}} late',
  nextDue: 'next {{day}}',
  startsOn: 'starts {{day}}',
  handOver: { open: 'waits to be taken over', accepted: 'handed over', rejected: 'given back' },
  of: { title: 'Projects', none: 'No projects yet', noneText: 'Start one after the win: tasks with people and days.' },
  sheet: {
    title: 'Start a project', template: 'Template', noTemplate: 'Without a template', name: 'Name', namePlaceholder: 'By default: template and account', owner: 'Owner', ownerPlaceholder: 'As the template says', startsOn: 'Start', startsOnWin: 'By default: the day of the win', startsOnToday: 'By default: today', create: 'Start', created: 'Started “{{name}}”',
    tasks: '{{count}} tasks, the last one {{days}} after the start', days: '{{count}} days', workDays: '{{count}} working days', handOver: 'Handed over to {{to}}, checklist of {{count}}',
  },
  page: {
    tasks: 'Tasks', phase: 'Other tasks', add: 'Add a task', people: 'People', peopleTasks: '{{done}} of {{all}}', notes: 'Hand-over notes', notesPlaceholder: 'For who takes over: special wishes, promises, relations …', noNotes: 'No notes yet', saveNotes: 'Save notes', more: 'More', edit: 'Change', save: 'Save', rename: 'Name', moved: 'Tasks that are not done move with the start, those with a day of their own too.',
    finish: 'Finish', finishAsk: '{{count}} tasks are open. Skip them?', allDone: 'All tasks are done: the project can be finished.', cancel: 'Cancel the project', cancelAsk: 'Open tasks are skipped; it can be reopened.', reason: 'Why', reopen: 'Reopen', saved: 'Saved', finished: 'Finished', cancelled: 'Cancelled', reopened: 'Reopened',
    template: 'By “{{name}}”, version {{version}}', automatic: 'started by an automation', ended: 'ended {{day}} by {{name}}', deal: 'Deal', account: 'Account', startsOn: 'Start', history: 'All that happened with the deal', comments: 'Comments are on the account',
  },
  task: { done: 'Done: {{title}}', reopen: 'Reopen: {{title}}', skip: 'Skip', skipped: 'skipped', edit: 'Change', more: 'More: {{title}}', unfilled: 'Nobody is {{who}}: with the owner of the project', doneAt: '{{name}}, done {{day}}', noDay: 'no day', late: 'late', due: 'due {{day}}', title: 'Task', assignee: 'Who', phase: 'Phase', dueOn: 'Day', body: 'How', addTitle: 'Add a task', add: 'Add', needed: 'Name the task and who does it' },
  person: { project_owner: 'owner of the project', deal_owner: 'owner of the deal', owner_manager: 'manager of the deal’s owner', account_owner: 'owner of the account', role: 'a role', user: 'a person' },
  handing: {
    title: 'Hand-over to service', to: 'Who takes over', none: 'Nothing is handed over in this project.', start: 'Hand over', again: 'Hand over again', checklist: 'Checklist', given: '{{n}} of {{all}} given', waits: '{{by}} handed over to {{to}}, waiting since {{day}}', accepted: '{{to}} took over on {{day}}', rejected: '{{to}} gave back on {{day}}', accept: 'Take over', giveBack: 'Give back', note: 'What is missing', noteAccept: 'Note (optional)', acceptedToast: 'Taken over', rejectedToast: 'Given back', handed: 'Handed over', acceptText: 'You confirm that everything on the list came, and take care of this customer from now on.',
  },
  templates: {
    title: 'Project templates', note: 'Tasks, days and people of projects such as onboarding. A change holds for projects that start later.', readOnly: 'Administrators change project templates.', label: 'Project templates', add: 'New template', usual: 'Use the ready “Onboarding”', none: 'No project templates yet', noneText: 'With a template, a win starts a project with one click.', edit: 'Change', archive: 'Take out of use', restore: 'Use again', archived: 'Out of use', saved: 'Saved', facts: '{{tasks}} tasks · {{phases}} phases · {{projects}} projects', version: 'version {{n}}',
    name: 'Name', description: 'Description', owner: 'Owner of the project', phase: 'Name of the phase', phaseNone: 'May be empty', addPhase: 'Add a phase', removePhase: 'Remove phase {{name}}', task: 'Task', addTask: 'Add a task', removeTask: 'Remove task {{name}}', after: 'after', units: { days: 'days', work_days: 'working days' }, unit: 'Unit of days', who: 'Who does it', role: 'Role', person: 'Person', body: 'How (optional)', handOver: 'Hand over to service', handOverNone: 'No hand-over', handOverTo: 'To', checklist: 'Checklist, one a line', save: 'Save', create: 'Create', nameNeeded: 'Name it', taskNeeded: 'Name every task and who does it', sheetTitle: 'New project template',
  },
} satisfies Catalogue<typeof projectsZh>
