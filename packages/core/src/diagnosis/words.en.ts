import type { Say, Words } from './say.ts'
import type { SentenceKey } from './words.zh.ts'

const few = (what: string): Words => (say) => `${what}: too few to say (${say.number('n')}).`
const slice = (say: Say): string => (say.has('dimension') ? ` (${say.dimension()} = ${say.value()})` : '')
const systemKinds: Record<string, string> = { import: 'import', config_publish: 'publish', integration_outage: 'outage', mass_change: 'mass change' }
const event = (say: Say): string => `the ${systemKinds[say.text('kind')] ?? say.text('kind')} “${say.text('label')}”`
const ofChange = (say: Say): string => ({ conversion: 'the change of conversion', stock: 'the change of stock', inflow: 'the change of entries' })[say.text('of')] ?? 'the change'
const segment = (say: Say): string => `${say.dimension()} = ${say.value()}${say.has('dimension2') ? ` and ${say.dimension('dimension2')} = ${say.value('dimension2', 'value2')}` : ''}`
const what = (say: Say): string => ({ conversion: 'Conversion of', stock: 'Stock of', inflow: 'Entries into' })[say.text('what')] ?? say.text('what')
const figure = (say: Say, key: string): string => (say.text('what') === 'conversion' ? say.share(key) : say.number(key))
const rest = (say: Say): string => (say.text('rest') === 'earlier' ? 'in the earlier period' : 'of the other deals')

/** Every sentence of the diagnosis, in English. */
export const en: Record<SentenceKey, Words> = {
  'shape.top_break.yes': (say) => `Top break: the first step, ${say.stage()}, converts ${say.share('now')} against its own mean of ${say.share('baseline')} (${say.change('relative')}, z = ${say.number('z')}, n = ${say.number('n')}), the largest deviation of all steps.`,
  'shape.top_break.no': (say) => `No top break: the first step, ${say.stage()}, converts ${say.share('now')}; its own mean is ${say.share('baseline')}.`,
  'shape.top_break.not_enough': few('Top break'),
  'shape.middle_bulge.yes': (say) => `Middle bulge: ${say.stage()} holds ${say.share('stockShare')} of the stock (before: ${say.share('stockShareBefore')}), its P75 dwell is ${say.number('p75')} days (before: ${say.number('p75Before')}).`,
  'shape.middle_bulge.no': (say) => `No middle bulge: the highest, ${say.stage()}, holds ${say.share('stockShare')} of the stock (before: ${say.share('stockShareBefore')}), its P75 dwell is ${say.number('p75')} days (before: ${say.number('p75Before')}).`,
  'shape.middle_bulge.not_enough': few('Middle bulge'),
  'shape.bottom_collapse.yes': (say) => `Bottom collapse: the last step, ${say.stage()}, converts ${say.share('now')} against its own mean of ${say.share('baseline')} (${say.change('relative')}, n = ${say.number('n')}), while the steps above are normal.`,
  'shape.bottom_collapse.no': (say) => `No bottom collapse: the last step, ${say.stage()}, converts ${say.share('now')}; its own mean is ${say.share('baseline')}.`,
  'shape.bottom_collapse.not_enough': few('Bottom collapse'),

  'bottleneck.own': (say) => `${say.stage()} is a bottleneck: conversion ${say.share('conversion')} (before: ${say.share('conversionBefore')}), dwell ${say.number('dwellTimes')} × as long as before.`,
  'bottleneck.entered': (say) => `${say.stage()} is a bottleneck: conversion ${say.share('conversion')}, under the benchmark of ${say.share('benchmarkConversion')}; median dwell ${say.number('dwellMedian')} days, over the benchmark of ${say.number('benchmarkDwellMedian')}.`,
  'bottleneck.others': (say) => `Of all stages ${say.stage()} has the lowest conversion (${say.share('conversion')}) and the longest dwell (${say.number('dwellMean')} days on average).`,
  'bottleneck.no': (say) => `${say.stage()} is no bottleneck: conversion ${say.share('conversion')} (before: ${say.share('conversionBefore')}), dwell ${say.number('dwellTimes')} × that of before.`,
  'bottleneck.not_enough': (say) => `${say.stage()}: too few (${say.number('n')}) to say whether it is a bottleneck.`,

  'pressure.lead_to_mql.yes': (say) => `${say.share('value')} of ${say.number('n')} leads were qualified, under ${say.share('threshold')}.`,
  'pressure.lead_to_mql.no': (say) => `${say.share('value')} of leads were qualified, not under ${say.share('threshold')}.`,
  'pressure.lead_to_mql.not_enough': few('Qualified leads'),
  'pressure.first_response.yes': (say) => `Only ${say.share('value')} of leads had a first response within ${say.number('hours')} hours (asked: ${say.share('threshold')}, n = ${say.number('n')}).`,
  'pressure.first_response.no': (say) => `${say.share('value')} of leads had a first response within ${say.number('hours')} hours (asked: ${say.share('threshold')}).`,
  'pressure.first_response.not_enough': few('First response'),
  'pressure.below_mean.yes': (say) => `${say.stage()} converts ${say.share('now')}, ${say.change('value')} against its own mean of ${say.share('baseline')}.`,
  'pressure.below_mean.no': (say) => `${say.stage()} converts ${say.share('now')}; its own mean is ${say.share('baseline')}, within the usual.`,
  'pressure.below_mean.not_enough': (say) => `Conversion of ${say.stage()}: too few to say (${say.number('n')}).`,
  'pressure.below_line.yes': (say) => `${say.stage()} converts ${say.share('now')}, under the warning line of ${say.share('line')} for ${say.number('value')} days running or more.`,
  'pressure.below_line.no': (say) => `${say.stage()} converts ${say.share('now')}, not under the warning line of ${say.share('line')} for ${say.number('threshold')} days running.`,
  'pressure.below_line.not_enough': (say) => `Warning line of ${say.stage()}: too few to say (${say.number('n')}).`,
  'pressure.dwell_long.yes': (say) => `Mean dwell in ${say.stage()} is ${say.number('mean')} days, ${say.number('value')} × its own mean of ${say.number('meanBefore')} (limit ${say.number('threshold')} ×).`,
  'pressure.dwell_long.no': (say) => `Mean dwell in ${say.stage()} is ${say.number('mean')} days, ${say.number('value')} × its own mean.`,
  'pressure.dwell_long.not_enough': (say) => `Dwell in ${say.stage()}: too few to say (${say.number('n')}).`,
  'pressure.stalled.yes': (say) => `In ${say.stage()} ${say.share('value')} of the deals are without customer activity for more than ${say.number('days')} days (limit ${say.share('threshold')}).`,
  'pressure.stalled.no': (say) => `In ${say.stage()} ${say.share('value')} of the deals are without customer activity for more than ${say.number('days')} days, within the limit of ${say.share('threshold')}.`,
  'pressure.stalled.not_enough': (say) => `Stalled deals in ${say.stage()}: too few to say (${say.number('n')}).`,
  'pressure.dormant.yes': (say) => `${say.share('value')} of the open deals were not updated for more than ${say.number('days')} days (limit ${say.share('threshold')}).`,
  'pressure.dormant.no': (say) => `${say.share('value')} of the open deals were not updated for more than ${say.number('days')} days, within the limit of ${say.share('threshold')}.`,
  'pressure.dormant.not_enough': few('Deals without an update'),
  'pressure.stock_growth.yes': (say) => `Stock of ${say.stage()} went from ${say.number('before')} to ${say.number('stock')} (${say.change('value')}, limit ${say.change('threshold')}).`,
  'pressure.stock_growth.no': (say) => `Stock of ${say.stage()} went from ${say.number('before')} to ${say.number('stock')} (${say.change('value')}).`,
  'pressure.stock_growth.not_enough': (say) => `Stock of ${say.stage()}: too few to say (${say.number('n')}).`,
  'pressure.needs_analysis.yes': (say) => `Needs analysis was completed in ${say.share('value')} of deals, under ${say.share('threshold')} (n = ${say.number('n')}).`,
  'pressure.needs_analysis.no': (say) => `Needs analysis was completed in ${say.share('value')} of deals, not under ${say.share('threshold')}.`,
  'pressure.needs_analysis.not_enough': few('Completed needs analysis'),
  'pressure.win_rate_swing.yes': (say) => `The win rate went from ${say.share('before')} to ${say.share('now')} (${say.change('value')}), a swing of more than ${say.share('threshold')}.`,
  'pressure.win_rate_swing.no': (say) => `The win rate went from ${say.share('before')} to ${say.share('now')} (${say.change('value')}), a swing within ${say.share('threshold')}.`,
  'pressure.win_rate_swing.not_enough': few('Swing of the win rate'),

  'health.score': (say) => `Health ${say.number('score')}${say.raw('worstPoints') < 100 ? `; most is lost by “${say.part('worst')}” (${say.number('worstPoints')} points)` : ''}${say.has('leftOut') ? `; left out: ${say.part('leftOut')}` : ''}.`,
  'health.no_score': (say) => `Not enough data for a score: what is known makes ${say.share('known')} of the weight.`,
  'health.part.missing': (say) => `${say.part('part')}: not enough data, left out.`,
  'health.part.share': (say) => `${say.part('part')}: ${say.share('value')}, ${say.number('points')} points (full at ${say.share('good')}).`,
  'health.part.days': (say) => `${say.part('part')}: ${say.number('value')}, ${say.number('points')} points (full at ${say.number('good')} days).`,
  'health.part.times': (say) => `${say.part('part')}: ${say.number('value')} ×, ${say.number('points')} points (full at ${say.number('good')} ×).`,

  'stock_split.inflow': (say) => `Stock went from ${say.number('stockBefore')} to ${say.number('stockAfter')}, mostly by entries: ${say.number('inflowBefore')} → ${say.number('inflowAfter')}; exits ${say.number('outflowBefore')} → ${say.number('outflowAfter')}.`,
  'stock_split.outflow': (say) => `Stock went from ${say.number('stockBefore')} to ${say.number('stockAfter')}, mostly by exits: ${say.number('outflowBefore')} → ${say.number('outflowAfter')}; entries ${say.number('inflowBefore')} → ${say.number('inflowAfter')}.`,
  'stock_split.both': (say) => `Stock went from ${say.number('stockBefore')} to ${say.number('stockAfter')} by both entries (${say.number('inflowBefore')} → ${say.number('inflowAfter')}) and exits (${say.number('outflowBefore')} → ${say.number('outflowAfter')}).`,
  'stock_split.none': (say) => `Stock went from ${say.number('stockBefore')} to ${say.number('stockAfter')}; entries and exits are as in the earlier period.`,

  'system.carried': (say) => `System: ${event(say)} coincides with the change and touches ${say.share('carried')} of its deals (${say.number('count')}).`,
  'system.stepped': (say) => `System: ${event(say)} altered this stage; conversion of deals that entered before and after it went from ${say.share('before')} to ${say.share('after')}.`,
  'system.rejected_time': (say) => `Not ${event(say)}: it is ${say.number('days')} days away from the beginning of the change.`,
  'system.rejected_share': (say) => `Not ${event(say)}: it touches only ${say.share('carried')} of the deals of this change.`,
  'system.rejected_direction': (say) => `Not ${event(say)}: deals that did not come cannot explain a change of this kind.`,
  'system.rejected_publish': (say) => `Not ${event(say)}: it did not alter this stage, or conversion did not differ beyond chance before and after it (${say.share('before')} → ${say.share('after')}).`,
  'system.none': () => 'Not the system: no import, publish, outage or mass change in that time.',
  'capacity.accepted': (say) => `Too few people: new deals per owner and week went from ${say.number('loadBefore')} to ${say.number('loadAfter')} (${say.change('growth')}), and conversion fell further where the load rose more.`,
  'capacity.rejected_dose': (say) => `Not capacity: new deals per owner and week went from ${say.number('loadBefore')} to ${say.number('loadAfter')}, but conversion changed no worse where the load rose more (${say.points('changeBusier')}) than elsewhere (${say.points('changeOthers')}).`,
  'capacity.rejected_staffed': (say) => `Not capacity: owners went from ${say.number('ownersBefore')} to ${say.number('ownersAfter')}, new deals per owner and week ${say.number('loadBefore')} → ${say.number('loadAfter')}, and it got no better.`,
  'capacity.rejected_load': (say) => `Not capacity: new deals per owner and week ${say.number('loadBefore')} → ${say.number('loadAfter')} (${say.change('growth')}), no heavier load.`,

  'cause.mix': (say) => `Mix: the share of ${segment(say)} went from ${say.share('shareBefore')} to ${say.share('shareAfter')}, and it converts ${say.share('rateAfter')}; the shift among ${say.dimension()} explains ${say.share('share')} of the change of conversion.`,
  'cause.rate': (say) => `Conversion of ${segment(say)} itself went from ${say.share('rateBefore')} to ${say.share('rateAfter')}, the others did not follow; it explains ${say.share('share')} of the change of conversion.`,
  'cause.stock': (say) => `${segment(say)} went from ${say.number('nBefore')} to ${say.number('nAfter')} deals, from ${say.share('shareBefore')} to ${say.share('shareAfter')} of the stock; it explains ${say.share('share')} of the change of stock.`,
  'cause.inflow': (say) => `Entries with ${segment(say)} went from ${say.number('nBefore')} to ${say.number('nAfter')}, from ${say.share('shareBefore')} to ${say.share('shareAfter')} of all; they explain ${say.share('share')} of ${ofChange(say)}.`,
  'cause.general_rate': (say) => `All over: ${say.number('along')} of ${say.number('judged')} segments moved the same way (overall ${say.share('before')} → ${say.share('after')}). Look at what concerns everybody: price, competitors, stage definitions, the market.`,
  'cause.attribute_stuck': (say) => `${say.share('groupShare')} of the stuck deals have ${segment(say)}, against ${say.share('restShare')} ${rest(say)} (n = ${say.number('groupN')}).`,
  'cause.attribute_lost': (say) => `${say.share('groupShare')} of the lost deals have ${segment(say)}, against ${say.share('restShare')} ${rest(say)} (n = ${say.number('groupN')}).`,
  'cause.words_stuck': (say) => `Notes of the stuck deals say more often: ${say.list('words')} (“${say.text('word')}”: ${say.share('groupShare')} against ${say.share('restShare')}).`,
  'cause.words_lost': (say) => `Notes of the lost deals say more often: ${say.list('words')} (“${say.text('word')}”: ${say.share('groupShare')} against ${say.share('restShare')}).`,

  'root.not_real': (say) => `${what(say)} ${say.stage()} went from ${figure(say, 'before')} to ${figure(say, 'after')}, within chance: there is no cause to look for.`,
  'root.causes': (say) => `${what(say)} ${say.stage()} went from ${figure(say, 'before')} to ${figure(say, 'after')} (${say.change('relative')}). ${say.number('count')} ${say.raw('count') === 1 ? 'finding' : 'findings'}${say.raw('share') > 0 ? `; the first explains ${say.share('share')} of it` : ''}.`,
  'root.no_clear_cause': (say) => `${what(say)} ${say.stage()} went from ${figure(say, 'before')} to ${figure(say, 'after')} (${say.change('relative')}). ${say.number('tested')} segments were tested; there is no clear cause.`,

  'alarm.conversion_below_mean': (say) => `${say.stage()}${slice(say)} converts ${say.share('now')}, under its own mean of ${say.share('baseline')} (${say.change('relative')}, n = ${say.number('n')}).`,
  'alarm.below_line': (say) => `${say.stage()}${slice(say)} converts ${say.share('now')}, under the warning line of ${say.share('line')} for ${say.number('days')} days running.`,
  'alarm.stock_growth': (say) => `Stock of ${say.stage()}${slice(say)} is ${say.number('now')}, ${say.change('growth')} against ${say.number('baseline')} ${say.number('days')} days ago.`,
  'alarm.dwell_over_mean': (say) => `Mean dwell in ${say.stage()}${slice(say)} is ${say.number('now')} days, ${say.number('times')} × its own mean of ${say.number('baseline')}.`,
  'alarm.dwell_over_p75': (say) => `Median dwell in ${say.stage()}${slice(say)} is ${say.number('now')} days, over the former P75 of ${say.number('baseline')}.`,
  'alarm.win_rate_swing': (say) => `The win rate${slice(say)} went from ${say.share('baseline')} to ${say.share('now')} (${say.number('n')} closed).`,
  'alarm.stage_days': (say) => `In ${say.stage()}${slice(say)} ${say.number('over')} deals (${say.share('now')}) have stayed longer than ${say.number('days')} days.`,
  'alarm.inflow_drop': (say) => `${say.number('now')} entries into ${say.stage()}${slice(say)} in the last ${say.number('days')} days, usually ${say.number('baseline')} (down ${say.share('drop')}).`,

  'backtest.never': (say) => `Would not have fired in the last ${say.number('days')} days.`,
  'backtest.fired': (say) => `Would have fired ${say.number('fired')} ${say.raw('fired') === 1 ? 'time' : 'times'} in ${say.number('days')} days, ${say.number('beforeLoss')} before a real loss of conversion, ${say.number('withoutLoss')} without${say.raw('unknown') > 0 ? `, ${say.number('unknown')} not to be judged yet` : ''}.`,
}
