import type { Catalogue } from '../../i18n/catalogue.ts'
import type { automationZh } from './automation.zh.ts'

export const automationEn: Catalogue<typeof automationZh> = {
  title: 'Automations',
  description: 'What happens by itself and when: asked in order, each time on record',
  tabs: { list: 'Automations', runs: 'Runs' },
  list: 'Automations',
  search: 'Search names',
  state: 'State',
  object: 'About',
  allStates: 'All states',
  allObjects: 'About anything',
  fromTemplate: 'New from a template',
  blank: 'New, empty',
  newName: 'New automation',
  name: 'Name',
  save: 'Save',
  cancel: 'Cancel',
  empty: 'No automations yet',
  emptyText: 'Begin with what is known to work: choose a template, see how often it would have acted, then publish it.',
  emptyRead: 'Administrators and sales managers make automations.',
  emptyFiltered: 'No automation fits these filters',
  notFound: 'There is no such automation, or you may not see it',
  ordered: 'Order changed',
  switch: 'Switch: {{name}}',
  publishFirst: 'Publish it to switch it on',
  noPermission: 'Your role may not change it',
  states: { draft: 'Draft', active: 'Running', paused: 'Paused', archived: 'Archived' },
  figures: { done: 'done in 7 days', waiting: 'waiting', failed: 'problems', never: 'never ran yet', last: 'last {{time}}' },
  paused: {
    by_hand: 'Paused by hand since {{time}}: nothing sets it off, its runs stay where they are.', record_rate: 'Paused by itself on {{time}}: it took one record {{n}} times in an hour.', rate: 'Paused by itself on {{time}}: {{n}} runs in an hour are more than its limit.', chain: 'They feed each other:',
  },
  page: {
    tabs: { label: 'Automation', design: 'Rule', picture: 'Flow', test: 'Back-test and trial', runs: 'Runs', versions: 'Versions' },
    paused: 'Paused: nothing sets it off', archiveAsk: 'Nothing sets an archived automation off, and runs that wait are cancelled.', publishText: 'It takes effect at once; runs under way end by the version they began with.', published: 'Version {{n}} is published and takes effect', problemAt: 'Step {{n}}: {{problem}}',
    scheduled: '{{count}} records have their clock running', nextDue: 'next {{time}}', filling: 'clocks of records already there are being set',
  },
  editor: {
    says: 'What this automation says', when: 'When', and: 'And', does: 'Then', options: 'Also', if: 'If', yes: 'If so', no: 'Else', every: 'no condition', noCondition: 'Without condition', otherTrigger: 'Another trigger', steps: 'Actions', addStep: 'Add an action', addHere: 'Insert an action here', stepOf: 'Action {{n}}: {{type}}',
    up: 'Up', down: 'Down', duplicate: 'Duplicate', remove: 'Remove', removed: 'Action removed', stopOn: 'When refused: stop', goOn: 'When refused: go on', stopsOn: 'Stops when refused', unavailable: '{{step}} (not set up)',
    keys: '↑↓ choose · Alt+↑↓ move · D duplicate · Delete removes', help: 'Press any part of the sentence to change it. The icon before an action moves, copies and removes it (↑↓ choose, Alt+↑↓ move, D duplicate, Delete removes).',
  },
  groups: { tell: 'Tell', plan: 'Plan', change: 'Change the record', flow: 'Flow' },
  triggerGroups: { stage: 'Stages of deals', record: 'Changes of records', time: 'Time', other: 'Other' },
  triggers: {
    created: 'A record is created', changed: 'A record changes', field_changed: 'A field changes from … to …', stage_entered: 'A stage is entered', stage_left: 'A stage is left', closed: 'Won or lost', time_in_stage: 'Too long in a stage', no_activity: 'Long silence', score_crosses: 'The score crosses a line', alarm_opened: 'An alarm opens',
    approval_ended: 'An approval ends', date_reached: 'A date is reached', schedule: 'On a schedule', webhook_in: 'Another system calls', form_submitted: 'A form is submitted', button: 'A button on the record',
  },
  steps: {
    set_field: 'Set a field', assign: 'Assign', move_stage: 'Move the stage', task: 'Make a task', checklist: 'Make several tasks', note: 'Log a note', comment: 'Comment', tag: 'Tag', score: 'Add to the score', nurture_start: 'Start nurturing', nurture_end: 'End nurturing', approval: 'Ask for approval', notify: 'Notify in the app', mail: 'Mail colleagues', robot: 'Post to a group',
    mention: 'Mention people', create_project: 'Start a project', create_record: 'Make a record', webhook: 'Call a webhook', review_topic: 'Put on the agenda', wait: 'Wait', branch: 'If … then … else …', stop: 'Stop',
  },
  slots: {
    choose: 'choose', fill: 'fill in', name: '{{name}}: {{said}}', insert: 'Insert a variable', object: 'About', fields: 'Fields', field: 'Field', from: 'Before', to: 'To', value: 'Value', stage: 'Stage', pipeline: 'Pipeline', outcome: 'Outcome', amount: 'How long', unit: 'Unit', days: 'Days', direction: 'Direction', threshold: 'Threshold', kinds: 'Kinds of alarm', minSeverity: 'Severity',
    flow: 'Approval flow', result: 'Result', offsetDays: 'Before or after', at: 'Time', every: 'How often', on: 'On which day', forms: 'Forms', label: 'Name of the button', condition: 'Condition', assignee: 'For', title: 'Title', workDays: 'Due', workDaysUnit: 'working days', body: 'Details', tasks: 'Tasks', text: 'Text', reason: 'Reason', tags: 'Tags', points: 'Points', sequence: 'Sequence', comment: 'Details', subject: 'Subject', robot: 'Robot', webhook: 'Webhook',
    role: 'Role', record: 'Record', owner: 'Owner', template: 'Project template', asTemplate: 'As the template says', named: 'Somebody else', choosePipeline: 'Choose a pipeline', addField: 'Another field', anyStage: 'any stage', anyStageOf: 'any stage of {{pipeline}}', anyPipeline: 'any pipeline', anyField: 'any field', anyKind: 'any kind', anyFlow: 'any approval', anyForm: 'any form', anySequence: 'every sequence', noStage: 'no stage', noRecord: 'no record', each: 'each {{object}}', anything: 'Anything', empty: 'Empty', certain: 'A value', before: 'before', after: 'after', lastDay: 'last day', dayOfMonth: 'day {{day}}',
    fieldFirst: 'Choose the field first', user: 'Choose a person', team: 'Choose a team', removeOne: 'Take this one off', addTo: 'One more', addTags: 'Add tags', removeTags: 'Take tags off', addTask: 'One more task', waitAt: 'Until what time', anyTime: '(at any time)',
  },
  value: { yes: 'Yes', no: 'No', day: 'Fixed day', days: 'Days from then', workDays: 'Working days from then' },
  options: {
    hours: 'Acts', from: 'From', to: 'To', workDaysOnly: 'working days only', again: 'The same record', each: 'each time', once: 'once in a while', onceDays: 'Once in so many days', daysUnit: 'days', runAs: 'Acts as', permission: '(with their permission)', runAsHelp: 'Only administrators choose somebody else', me: 'me', stopOnFirst: 'Once it takes an event, automations after it pass that event by',
  },
  picture: { label: 'Flow of the automation', keys: '↑↓ choose · Enter edits · Alt+↑↓ move · Delete removes', and: 'and {{text}}', end: 'End', pick: 'Choose a box to change it' },
  webhook: { address: 'The other system sends a POST to:', make: 'Make a signing secret', renew: 'Renew the secret', help: 'Calls must be signed with the secret (Standard Webhooks).', once: 'The secret is shown this once: keep it now.' },
  test: {
    title: 'Back-test', span: 'Period', days: '{{n}} days', verdictPlain: 'In the last {{days}} days it would have acted {{times}} times',
    verdict: {
      deal: 'In the last {{days}} days it would have acted {{times}} times, on {{records}} deals', lead: 'In the last {{days}} days it would have acted {{times}} times, on {{records}} leads', account: 'In the last {{days}} days it would have acted {{times}} times, on {{records}} accounts', contact: 'In the last {{days}} days it would have acted {{times}} times, on {{records}} contacts', alarm: 'In the last {{days}} days it would have acted {{times}} times, on {{records}} alarms',
    },
    matched: 'It was set off {{matched}} times; {{times}} times its condition held.', today: 'The condition is asked of records as they are today, which may differ from then.', cut: 'There are too many; only the latest were looked at.', byDay: 'Times a day', more: '{{count}} more', cannotTell: 'There is no past for this trigger', cannotTellText: 'Buttons and calls left no trace; a trial shows what it would do.',
  },
  dry: { title: 'Trial', text: 'Choose a record and see what it would do now. Nothing is really done.', choose: { deal: 'Choose a deal', lead: 'Choose a lead', account: 'Choose an account', contact: 'Choose a contact', alarm: 'Choose an alarm' }, run: 'Try it', again: 'The rule has changed: try again', holds: 'The condition holds: it would act', fails: 'The condition does not hold: it would not act', outcomes: { done: 'Would be done', refused: 'Would be refused', yes: 'Holds', no: 'Does not hold', waited: 'Would wait', stopped: 'Would end' } },
  runs: {
    partlyRefused: 'Partly refused', title: 'Run', record: 'Record', noRecord: '(no record)', automation: 'Automation', state: 'Result', did: 'Actions', steps: '{{did}} done · {{refused}} refused', at: 'Set off', due: 'Ended, or next', until: 'until {{time}}', duration: 'Took', ms: '{{n}} ms', version: 'Version', from: 'From', to: 'To', allStates: 'All results', replay: 'Try again', replayAll: 'Try the {{count}} failed ones again', replayed: '{{count}} queued again',
    empty: 'It has not run yet', emptyText: 'Once published, every time is on record here: what it saw, what it did, and why not.', emptyFiltered: 'No run fits these filters', notFound: 'There is no such run, or you may not see it', inputs: 'What set it off', setOff: 'By', took: 'Took', attempts: 'failed tries: {{count}}', verdict: 'Condition', notAsked: 'Not asked yet.', noCondition: 'There is no condition.', holds: 'holds', fails: 'does not hold', noSteps: 'Nothing was done.', causes: 'How it came about', noCause: 'Time set it off; no event came before.', noCauseBy: { button: 'Somebody pressed the button; there is no earlier event.', webhook_in: 'Another system called; there is no earlier event.' }, byAutomation: 'Automation “{{name}}”', bySystem: 'The system', openRun: 'Open that run',
  },
  runStates: { queued: 'Queued', waiting: 'Waiting', done: 'Done', unmet: 'Condition not met', passed: 'Passed by', cut: 'Cut', failed: 'Failed', cancelled: 'Cancelled' },
  runReasons: {
    hours: 'waits for its hours', step: 'waits for the next step', retry: 'tried again later', stopped_by_earlier: 'an earlier one took it', taken_lately: 'taken lately', record_gone: 'the record was removed', out_of_reach: 'out of reach of its permission', depth: 'too long a chain', rate: 'set off too often', paused: 'automation paused', archived: 'automation archived', step_stop: 'came to a stop', refusal: 'an action was refused', not_due_any_more: 'things had changed by then',
  },
  outcomes: { done: 'Done', refused: 'Refused', yes: 'Holds', no: 'Does not hold', waited: 'Waits', stopped: 'Stop' },
  subjects: { deal: 'Deal', lead: 'Lead', account: 'Account', contact: 'Contact', alarm: 'Alarm', other: 'Another record' },
  versions: { number: 'Version {{n}}', taken: 'It is the draft now; publish it to put it in force' },
  templates: {
    label: 'Templates', use: 'Use a template', make: 'Make a draft', filling: 'Filling in from your pipelines…', unsure: 'please check', next: 'This makes a draft: change it, back-test it; it takes effect when published.', noMail: 'There is no mail server yet: a notice takes the place of the mail.', makeProjectTemplate: 'No project template yet: make one', asks: { stageId: 'Which stage is the quote stage', stageIds: 'Which are the last stages', teamId: 'Team it is assigned to', projectTemplateId: 'Which project template', days: 'Days', score: 'Score', at: 'Checked at' },
  },
  problems: {
    no_project_template: 'Choose a project template', unknown_project_template: 'The project template does not exist or is not in use', no_record_name: 'Name the new record', no_pipeline: 'Choose a pipeline', no_steps: 'It needs at least one action', duplicate_id: 'The action is there twice', not_reached: 'Nothing comes after a stop', empty_branch: 'Neither side does anything', condition: 'The condition is incomplete, or a field is gone', condition_without_record: 'Without a record there is nothing to ask', no_run_as: 'Choose with whose permission it acts', unknown_run_as: 'Who it acts for has left', no_field: 'Choose a field', unknown_field: 'The field is gone, or cannot be used here', no_button_label: 'Name the button', no_weekday: 'Choose days of the week',
    unknown_stage: 'The stage is gone', unknown_pipeline: 'The pipeline is gone', not_for_object: 'This action cannot be done with it', cannot_set_field: 'Automations cannot set this field', bad_value: 'The value does not fit the field', no_user: 'Choose a person', unknown_user: 'This person has left', no_team: 'Choose a team', unknown_team: 'The team is gone', no_recipient: 'Choose who hears of it', recipient_without_owner: 'Without a record there is no owner', no_text: 'Fill in the text', unknown_variable: 'There is an unknown variable', no_stage: 'Choose a stage',
    no_tag: 'Choose a tag', unknown_tag: 'The tag is gone', no_points: 'Points must not be 0', no_sequence: 'Choose a sequence', unknown_sequence: 'The sequence is gone or not running', no_flow: 'Choose an approval flow', unknown_flow: 'The approval flow is gone or off', no_tasks: 'Fill in the tasks', no_robot: 'Choose a robot', unknown_robot: 'The robot is gone', no_webhook: 'Choose a webhook', unknown_webhook: 'The webhook is gone', unavailable: 'This action is not set up', mail_not_ready: 'There is no mail server yet',
  },
  buttons: { label: 'Automations', pressed: 'Started: {{name}}' },
}
