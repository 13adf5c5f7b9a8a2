import type { Catalogue } from '../../i18n/catalogue.ts'
import type { formsZh } from './forms.zh.ts'

export const formsEn = {
  record: { title: 'Questionnaires', answered: '{{answered}}/{{asked}}', score: '{{score}}/{{max}} points' },
  page: { custom: 'Custom fields', more: 'Other fields' },
  fill: {
    gone: 'This questionnaire does not exist, or you may not see it',
    archived: 'This questionnaire is archived and can only be read',
    progress: '{{answered}} of {{asked}} answered',
    score: 'Score {{score}} of {{max}}',
    complete: 'Complete',
    missing: '{{count}} required left',
    required: 'Required',
    notAnswered: 'Not answered',
    clear: 'Clear',
    points: '{{points}} points',
    by: 'Answered by {{name}} {{when}}',
    conflict: 'Someone else just changed this: {{name}} answered the same question',
    somebody: 'somebody',
    theirs: 'theirs:',
    keepMine: 'Keep mine',
    takeTheirs: 'Take theirs',
    again: 'Save again',
    state: {
      unsaved: 'To be saved',
      saving: 'Saving',
      saved: 'Saved',
      refused: 'Not saved',
    },
  },
} satisfies Catalogue<typeof formsZh>
