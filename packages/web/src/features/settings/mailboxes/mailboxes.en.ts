import type { mailboxesZh } from './mailboxes.zh.ts'

export const mailboxesEn: typeof mailboxesZh = {
  title: 'Mailboxes', note: 'Read by IMAP every minute: mails of strangers become leads, those of people you know become activities, answers and bounces go to the mails of sequences that they are about. Nothing on the server is deleted.', add: 'Add a mailbox', none: 'No mailbox yet', noneText: 'Connect sales@ and no mail is missed.', adminOnly: 'Only administrators see mailboxes',
  name: 'Name', nameHint: 'For instance: Sales inbox; leads tell it as their source', host: 'IMAP server', port: 'Port', security: 'Encryption', securities: { tls: 'TLS', starttls: 'STARTTLS', none: 'None' }, openNote: 'Without encryption, password and mails can be read on the way: for this machine or your own network only.', username: 'User', password: 'Password', passwordKept: 'Kept; leave empty to keep it', passwordAgain: 'Server or user changed: enter it again', folder: 'Folder',
  uses: 'Used for', takesLeads: 'Mails become leads', takesAnswers: 'Answers and bounces of sequence mails', useNeeded: 'Choose at least one', channel: 'Channel', campaign: 'Campaign', owner: 'Owner', ownerHint: 'Empty: by the rules of assignment', readDays: 'Also take the mails of the last', days: 'days', marksSeen: 'Mark mails as read on the server once taken', needed: 'Required',
  test: 'Test the connection', open: 'Connected; the folder holds {{messages}} mails.', folders: 'Folders on the server: {{names}}', said: 'The server said: {{said}}',
  problems: {
    auth: 'User or password is wrong. Some providers ask for an app password, and for IMAP to be switched on first', dns: 'There is no such server', unreachable: 'The server was not reached; check address and port', timeout: 'The server did not answer in time', tls: 'No encrypted connection: the certificate is not trusted, or the server has none', folder: 'There is no such folder', key: 'The password has to be entered again', server: 'The server refused the request',
  },
  save: 'Save', saved: 'Saved', edit: 'Edit', log: 'Mails', poll: 'Read now', polled: 'Read', turnOff: 'Switch off', on: 'Switch on', remove: 'Remove', removed: 'Removed “{{name}}”', removeTitle: 'Remove “{{name}}”?', removeText: 'It is read no more and its log goes; leads stay, and so do the mails on the server.', off: 'Off',
  counts: '30 days: leads {{lead}} · activities {{activity}} · answers {{answer}} · bounces {{bounce}} · ignored {{ignored}}', refusedCount: '{{count}} not taken', last: 'read {{time}}', never: 'never read yet', next: 'next try {{time}}', ok: 'Working', waiting: 'Waits for its first round', broken: 'Not working',
  verdicts: { lead: 'Lead', activity: 'Activity', answer: 'Answer', bounce: 'Bounce', ignored: 'Ignored', refused: 'Not taken' },
  codes: {
    automatic: 'Automatic reply or system mail', list: 'Mailing list', own: 'Our own mail', not_an_answer: 'No answer to a mail of a sequence', report_unknown: 'A report about none of our mails', delayed: 'Their server still tries', delivered: 'Delivery receipt', repeated: 'Taken before', unreadable: 'The mail cannot be read', no_sender: 'No usable sender', failed: 'Failed; it was logged',
  },
  noMails: 'No mails yet', noMailsText: 'The next mail appears here, with what became of it or why it was ignored.', lead: 'Open the lead', noSubject: '(no subject)',
}
