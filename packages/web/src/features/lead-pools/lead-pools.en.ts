export const leadPoolsEn = {
  title: 'Lead pools', description: 'Leads that nobody owns: pick within the limits, then see how to reach them', none: 'No pools yet', noneText: 'Administrators make pools in the settings, with limits and recycling for each team.', toSettings: 'Set up pools', list: 'Pooled leads', search: 'Company', count: '{{count}}',
  sort: { label: 'Order', pooled: 'Newest in the pool', score: 'Highest score' },
  limits: { today: 'Picked today {{n}} / {{most}}', todayFree: 'Picked today {{n}}', inHand: 'In hand {{n}} / {{most}}', inHandFree: 'In hand {{n}}', coolDown: 'former owners wait {{count}} days', recycle: 'back after {{count}} untouched days', hidden: 'contact details hidden until picked' },
  columns: { name: 'Lead', company: 'Company', title: 'Title', source: 'Source', score: 'Score', activities: 'Activities', pooled: 'In the pool since', former: 'Former owner' },
  activities: '{{count}}', pick: 'Pick', pickMany: 'Pick {{count}}', picked: 'Picked {{count}}', partly: 'Picked {{count}}; {{refused}} not: {{reason}}', cooling: 'waits until {{time}}', give: 'Give to…', given: 'Gave {{count}}', open: 'Open', selected: '{{count}} selected',
  empty: 'The pool is empty', emptyText: 'Leads that are put back or recycled appear here.', emptySearch: 'No such company',
  put: 'Into a pool…', putDone: '{{count}} put into the pool', putPartly: '{{count}} put in; {{refused}} not: {{reason}}',
  settings: {
    title: 'Lead pools', note: 'Leads in a pool belong to nobody; the team picks within limits.', add: 'New pool', none: 'No pools yet', noneText: 'Without a pool, leads that nobody touches are not recycled.', edit: 'Change', archive: 'Archive', restore: 'Take back', archived: 'archived', saved: 'Saved', create: 'Create', save: 'Save', readOnly: 'Only administrators change pools', label: 'Pools',
    name: 'Name', nameNeeded: 'Give it a name', team: 'Team (with those below)', everybody: 'Everybody', pickPerDay: 'Picks a day, each', handLimit: 'In hand, each', noLimit: 'no limit', coolDown: 'Former owners wait (days)', recycle: 'Recycled after untouched days', never: 'never', warn: 'Warned days before', takesTeamLeads: 'Leads of the team that came from no pool, too', hides: 'Hide phone, mail, WeChat and full name until picked',
    facts: '{{n}} wait', due: '{{count}} would go in now (after a warning)',
  },
} as const
