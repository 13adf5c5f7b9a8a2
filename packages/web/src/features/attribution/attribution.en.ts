import type { Catalogue } from '../../i18n/catalogue.ts'
import type { attributionZh } from './attribution.zh.ts'

export const attributionEn = {
  title: 'Attribution and return',
  tabs: { credit: 'Attribution', channels: 'Channel quality', icp: 'Ideal customer', rejections: 'Given back' },
  about: {
    credit: 'Money won, shared by touches among channels, campaigns and promoters, beside what they cost',
    channels: 'How much each channel brings, how well it converts, what it is worth and what it costs',
    icp: 'Which industries, sizes, regions, sources and roles win',
    rejections: 'Leads that sales gave back: where they came from, and why',
  },
  notAllowed: 'These are totals of everybody',
  notAllowedText: 'Roles that read only their own deals do not see everybody’s attribution and costs.',
  csv: 'Export CSV',
  period: 'Period',
  days: 'Last {{count}} days',
  pipeline: 'Pipeline',
  model: 'Model',
  by: { label: 'Credited to', channel: 'Channel', campaign: 'Campaign', promoter: 'Promoter' },
  lookback: { label: 'Look-back', all: 'All touches', days: 'Touches of the {{count}} days before' },
  halfLife: { label: 'Half-life', days: 'Half-life {{count}} days' },
  untouched: 'No touch',
  notNamed: '{{what}} not named',
  ofWhole: '{{share}} of all',
  empty: 'No leads, deals or costs in this period',
  emptyText: 'Give out codes and enter costs; once deals are won, the return stands here.',
  tiles: { won: 'Amount won', deals: '{{n}} deals', untouched: 'Won without a touch', leads: 'New leads', untouchedLeads: '{{n}} without a touch', cost: 'Cost of the period', noCost: 'No cost entered yet' },
  other: '{{n}} more deals won in {{currency}}, {{money}}: not added up',
  withoutAmount: '{{n}} won deals have no amount',
  credit: { title: 'Who brought what was won', foot: 'All rows add up to the amount won, {{money}}, to the minor unit.' },
  side: { title: 'Five models side by side', note: 'Revenue credited; the further the models are apart, the less one of them should be trusted alone' },
  open: 'Show the deals credited to “{{what}}”',
  columns: {
    revenue: 'Revenue', share: 'Share', won: 'Won', pipeline: 'New pipeline', leads: 'Leads', cost: 'Cost', perLead: 'Cost per lead', perWon: 'Cost per won', roi: 'Return',
    verdict: 'Verdict', quadrant: 'Quadrant', entered: 'Deals', conversion: 'Conversion', meanWon: 'Average deal', cycle: 'Cycle', worth: 'Worth per deal', volume: 'Change of volume', trend: 'Change of conversion',
  },
  deals: {
    title: 'Won deals credited to “{{what}}” ({{model}})', list: 'Won deals', none: 'No deals that you may see', wonAt: 'won {{day}}', of: '{{share}} of {{money}}', path: 'Path of touches', noPath: 'Nothing was touched before the win.', noSource: 'Source not named',
    after: '{{n}} touches after the win do not count.', more: 'Show more', hidden: '{{n}} more deals are outside what you may see; the totals hold them.',
  },
  channels: {
    none: 'No source', empty: 'No deals entered in this period', emptyText: 'Try a longer period.', proposals: 'Proposals', proposalsNote: 'Only where a channel surely differs from the others', noProposal: 'No channel surely differs from the others: the data do not decide yet.',
    chart: 'Volume and conversion', chartNote: 'Dashed: medians of the channels; grey: too few', table: 'All channels', tooFew: 'too few', foot: 'Changes are against the period of the same length before. Cost: campaign costs entered for the channel in the period. Conversion is too low while deals are still open.',
    verdicts: { prune: 'Prune', watch: 'Watch', more: 'Do more', keep: 'Keep', too_few: 'Too few' },
    quadrants: { strong: 'Large and good', small_good: 'Small and good', large_poor: 'Large and poor', weak: 'Small and poor' },
    said: {
      too_few: '{{n}} deals here and {{rest}} in the other channels: nothing is said below 20 on either side.',
      facts: 'Conversion {{conversion}} (95 % interval {{interval}}, n={{n}}), {{difference}} against the other channels (corrected q{{q}}).',
      prune: 'Stop or reduce it.', watch: 'Surely converts worse, but what it brings is worth it: mend the quality before cutting.', more: 'Surely converts better: more of it would pay.', keep: 'No sure difference to the others.',
      costs: 'It cost {{cost}} and brought back {{money}}.', little: 'Each deal is worth {{worth}}, less than in most channels.',
    },
  },
  icp: {
    finds: 'What customers who buy are like', findsNote: 'Win rate of all {{share}}, n={{n}}', noFind: 'No attribute surely wins or loses more: there are still few deals, or the differences are small.', empty: 'No deals were closed in this period', emptyText: 'Once deals are won and lost, they can be compared.', nothing: 'No data',
    notFilled: 'Not filled in', closed: 'Closed', winRate: 'Win rate', roleNote: 'Deals in which somebody of the role took part; a deal may have several',
    dimensions: { industry: 'Industry', size: 'Size', region: 'Region', source: 'Source', role: 'Role that took part' },
    verdicts: { wins: 'Wins more', loses: 'Wins less', alike: 'No sure difference', too_few: 'Too few' },
    said: 'Win rate {{share}} (95 % interval {{interval}}, n={{n}}), all others {{rest}}, a difference of {{difference}} (corrected q{{q}}).',
  },
  rejections: {
    title: 'Given back by sales', list: 'Show the leads given back', decided: 'Decided', rejected: 'Given back', share: 'Share given back', total: 'Total', empty: 'Sales decided on no hand-over in this period', emptyText: 'Once leads are handed over and accepted or given back, they are counted here.', foot: 'By the time sales decided; what waits or was withdrawn is left out. Campaign: of the last touch before capture.',
  },
} satisfies Catalogue<typeof attributionZh>
