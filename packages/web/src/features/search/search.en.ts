import type { Catalogue } from '../../i18n/catalogue.ts'
import type { searchZh } from './search.zh.ts'

export const searchEn = {
  title: 'Search',
  placeholder: 'Search deals, leads, accounts, contacts: name, pinyin initials, phone, number',
  pick: 'Find the record first',
  pickPlaceholder: 'Search deals, leads, accounts, contacts…',
  recent: 'Opened lately',
  recentEmpty: 'Type a name, pinyin initials (such as hxkj), a phone or a number; answers come as you type.',
  nothing: 'Nothing found for “{{text}}”',
  nothingText: 'Try another spelling, or make a new record.',
  types: { deal: 'Deals', lead: 'Leads', account: 'Accounts', contact: 'Contacts', place: 'Pages', metric: 'Metrics' },
  status: { deal_open: 'Open', deal_won: 'Won', deal_lost: 'Lost', lead_new: 'New', lead_working: 'Working', lead_nurturing: 'Nurturing', lead_qualified: 'Qualified', lead_converted: 'Converted', lead_invalid: 'Invalid' },
  help: '↑↓ choose · Enter opens · Esc closes',
  clearRecent: 'Clear',
  searching: 'Searching…',
  results: '{{count}} results',
  similar: 'This may exist already; please check:',
  open: 'Open',
} satisfies Catalogue<typeof searchZh>
