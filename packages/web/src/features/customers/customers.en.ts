import type { Catalogue } from '../../i18n/catalogue.ts'
import type { customersZh } from './customers.zh.ts'

export const customersEn = {
  accounts: {
    title: 'Accounts', list: 'List of accounts', create: 'New account', search: 'Name, pinyin initials, phone', empty: 'No accounts yet', emptyText: 'Make one, convert a lead, or import a table.',
  },
  contacts: {
    title: 'Contacts', list: 'List of contacts', create: 'New contact', search: 'Name, pinyin initials, phone, company', empty: 'No contacts yet', emptyText: 'Make one, convert a lead, or import a table.',
  },
  count: '{{count}}',
  countContacts: '{{count}}',
  quick: { mine: 'Mine', team: 'Team' },
  filters: { owner: 'Owner', team: 'Team' },
  clear: 'Clear filters',
  emptyFiltered: 'Nothing fits',
  emptyFilteredText: 'Try other conditions, or clear the filters.',
  import: 'Import',
  noPermission: 'Your role may not create or change these',
  unassigned: 'Unassigned',
  never: 'Never',
  fields: {
    accountName: 'Account name', name: 'Name', industry: 'Industry', size: 'Size', region: 'Region', website: 'Website', phone: 'Phone', owner: 'Owner', source: 'Source', tags: 'Tags',
    title: 'Job title', department: 'Department', email: 'E-mail', wechat: 'WeChat', account: 'Account', created: 'Created', activity: 'Last activity', openDeals: 'Open deals', wonDeals: 'Won', wonAmount: 'Amount won',
  },
  record: {
    notFoundAccount: 'This account was not found', notFoundContact: 'This contact was not found', timeline: 'Timeline', comments: 'Comments', files: 'Files', fields: 'Details', deals: 'Deals', contacts: 'Contacts',
    aboutAccount: 'Account details', aboutContact: 'Contact details', call: 'Call', log: 'Log', addContact: 'Add a contact', addDeal: 'New deal', readOnly: 'Read only: you may not change this',
    noContacts: 'No contacts yet', noContactsText: 'Add the people you talk to, to call them from here.', noDeals: 'No deals yet', noDealsText: 'Make a deal as soon as there is a need.', noContactDeals: 'No linked deals',
    noContactDealsText: 'Deals appear here once this contact is linked with a role.', openWebsite: 'Open the website', openAmount: 'Open amount',
  },
  dealStatus: { open: 'Open', won: 'Won', lost: 'Lost' },
  roleOther: 'Role unknown',
  create: {
    account: 'New account', contact: 'New contact', ok: 'Create', doneAccount: 'Created the account {{name}}', doneContact: 'Created the contact {{name}}', nameRequired: 'Fill in the name', needed: 'Please fill this in', emailWrong: 'This is no e-mail address',
    more: 'More fields', ownerHint: 'Yours unless you choose',
  },
} satisfies Catalogue<typeof customersZh>
