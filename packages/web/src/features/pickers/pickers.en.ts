import type { Catalogue } from '../../i18n/catalogue.ts'
import type { pickersZh } from './pickers.zh.ts'

export const pickersEn = {
  account: 'Choose an account',
  contact: 'Choose a contact',
  deal: 'Choose a deal',
  user: 'Choose a person',
  team: 'Choose a team',
  channel: 'Choose a source',
  tag: 'Choose tags',
  product: 'Choose a product',
  searching: 'Searching…',
  typeToSearch: 'Type a name or pinyin initials',
  nothing: 'Nothing found',
  failed: 'Could not be loaded; try again',
  create: 'Create “{{name}}”',
  me: 'me',
  amountPlaceholder: 'For example 125000 or 125k',
  amountReads: '= {{amount}}',
  amountWrong: 'Not readable as an amount; write 128000 or 128k',
  disabled: 'disabled',
} satisfies Catalogue<typeof pickersZh>
