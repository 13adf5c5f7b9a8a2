export const answeringEn = {
  page: { title: 'First response', description: 'How soon leads are first contacted after they were given to a rep, in working time', by: 'By', owner: 'By rep', channel: 'By channel', days: 'Last {{count}} days', csv: 'Export CSV', total: 'Total', none: '(none)', empty: 'No clock began in this time', emptyText: 'A clock begins when a lead is assigned, handed over or picked from a pool.', target: 'Target {{minutes}} working minutes', policy: 'Targets and working time', list: 'First responses' },
  columns: { owner: 'Rep', channel: 'Channel', n: 'Clocks', met: 'In time', breached: 'Breached', waiting: 'Waiting', unanswered: 'Ended unanswered', share: 'Share in time', median: 'Median' },
  minutes: '{{count}} min',
  deadline: { answer: 'First response due', recycle: 'Goes back into the pool if nobody touches it', late: 'overdue, {{time}}', due: 'answer {{time}}', goes: 'back {{day}}' },
  explain: { answered: 'Answered', n: 'Clocks' },
  settings: {
    title: 'First response', note: 'From the moment a lead is given to a rep; only working time counts.', isOn: 'Keep response clocks', target: 'Target', remind: 'Remind the owner before', escalate: 'Tell the manager after the target', reassign: 'Give to somebody else after the target', minutes: 'working minutes', never: 'never', atOnce: 'at once', after: 'after', before: 'before',
    kinds: 'Activities that answer', kindNames: { call: 'Call', visit: 'Visit', meeting: 'Meeting', mail: 'Mail', wechat: 'WeChat' }, spans: 'Working hours of a day', addSpan: 'Add a span', removeSpan: 'Remove this span', save: 'Save', saved: 'Saved; running clocks were reckoned anew', readOnly: 'Only administrators change this',
    calendar: 'Work calendar', calendarNote: 'Chinese public holidays and make-up days are built in; any day can be changed.', year: '{{year}}', workdays: '{{count}} working days', notDecreed: 'The holidays of this year are not announced yet (or not in this release): they follow the feasts, without make-up days.', origin: { holiday: 'Public holiday', make_up: 'Make-up day', own: 'Own' }, off: 'off', worked: 'worked',
    setDay: 'Change a day', day: 'Day', dayKind: 'Make it', dayNote: 'Note', back: 'Take back', apply: 'Save the day', none: 'No special days in this year', list: 'Special days',
  },
} as const
