import type { Catalogue } from '../../i18n/catalogue.ts'
import type { draftsZh } from './drafts.zh.ts'

export const draftsEn = {
  version: 'Version {{n}}', editing: 'Editing', name: 'Name', save: 'Save', cancel: 'Cancel', more: 'More',
  pause: 'Pause', resume: 'Resume', resumed: 'Running again', archive: 'Archive', archived: 'Archived', restore: 'Restore', rename: 'Rename', copy: 'Copy', copyName: '{{name}} (copy)',
  publish: 'Publish', publishTitle: 'Publish a new version', note: 'What is new (optional)',
  problems: '{{count}} to mend', ready: 'Ready to publish', unpublished: 'Unpublished changes', saveFirst: 'Saving, one moment',
  states: { saved: 'Saved', unsaved: 'Not saved', saving: 'Saving…', stale: 'Somebody else has just changed this', failed: 'Not saved; it is tried again with the next change' },
  reload: 'Reload', undo: 'Undo', redo: 'Redo',
  versions: { title: 'Versions', none: 'Not published yet', noneText: 'Every publication leaves a version here.', by: 'published by {{name}}', now: 'in force', take: 'Make it the draft' },
} satisfies Catalogue<typeof draftsZh>
