import type { Catalogue } from '../../i18n/catalogue.ts'
import type { viewsZh } from './views.zh.ts'

export const viewsEn = {
  label: 'Views',
  all: 'All',
  save: 'Save view',
  saveAs: 'Save as a new view',
  update: 'Save changes',
  changed: 'Filters changed',
  reset: 'Reset',
  name: 'Name of the view',
  namePlaceholder: 'For example: large deals to sign this month',
  nameRequired: 'Please enter a name',
  shared: 'Share with the whole company',
  sharedBy: 'Shared by {{name}}',
  rename: 'Rename',
  share: 'Share with the whole company',
  unshare: 'Stop sharing',
  remove: 'Delete',
  removed: 'Deleted view “{{name}}”',
  saved: 'Saved view “{{name}}”',
  actions: '{{name}}: actions',
} satisfies Catalogue<typeof viewsZh>
