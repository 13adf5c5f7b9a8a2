import type { doorsZh } from './doors.zh.ts'

export const doorsEn: typeof doorsZh = {
  more: 'More ways to enter',
  menu: { call: 'Note a call', fair: 'Fair entry (works offline)', settings: 'Webhooks' },
  paste: { open: 'Read pasted text', title: 'Paste a card, a signature or a message', placeholder: 'John Smith, VP of Sales, Acme Inc., +1 415 555 2671', read: 'Read and fill in', filled: '{{count}} filled in', nothing: 'Nothing was understood', rest: 'Not used: {{text}}' },
  call: {
    title: 'Note a call', phone: 'Number', unreadable: 'The number cannot be understood; it can still become a lead', known: 'The number belongs to', fresh: 'New lead', name: 'Name', company: 'Company', outcome: 'Outcome', minutes: 'Minutes', note: 'What was said', source: 'Source', ok: 'Note it', done: 'Call with {{name}} noted', made: 'Noted; lead {{name}} made', needed: 'Enter the number', who: 'With', readOnly: 'Read only', nameNeeded: 'Enter a name or a company',
  },
  fields: { name: 'Name', company: 'Company', title: 'Title', phone: 'Phone', email: 'E-mail', wechat: 'WeChat', note: 'Note', sourceDetail: 'Source detail', pageUrl: 'Page address (tells the source)', referrer: 'Referrer' },
  problems: { too_long: 'too long', not_text: 'no text', control_characters: 'control characters', nobody: 'no name, company or way to reach them' },
  settings: {
    title: 'Webhooks', note: 'Other systems hand leads over in signed requests: each address has a secret and a mapping of its own.', add: 'New webhook', none: 'No webhooks yet', noneText: 'Your website, an ad platform or a system of your own can push leads here.', fairTitle: 'Fair entry', fairNote: 'Open it on a phone: it works offline and sends later, each entry once.', fairOpen: 'Open the page',
    name: 'Name', channel: 'Channel', campaign: 'Campaign', mapping: 'Field of the lead ← path in what is sent', path: 'e.g. contact.name', sample: 'Test request (JSON or form)', test: 'Try', tested: 'Gives', save: 'Save', saved: 'Saved', off: 'Off', edit: 'Edit', turnOff: 'Switch off', on: 'Switch on', remove: 'Remove', removed: '“{{name}}” removed', renew: 'New secret', log: 'Last requests', needed: 'Please fill this in', mappingNeeded: 'Map at least name, company, phone or e-mail',
    secretTitle: 'Keep the secret now', secretText: 'It is shown this once.', url: 'Address', secret: 'Secret', how: 'Sign with X-Sluice-Signature: t=<seconds>,v1=<hex HMAC-SHA256 of "t.body" with the secret>; X-Sluice-Delivery may carry a number against repeats. The time must be within five minutes; a signature counts once.',
    counts: '{{accepted}} accepted, {{refused}} refused', last: 'last {{time}}', never: 'nothing yet', verdicts: { accepted: 'Accepted', repeated: 'Repeated', refused: 'Refused' }, lead: 'See the lead', noLog: 'No requests yet', adminOnly: 'Webhooks are for administrators',
  },
}
