import type { TemplateKey } from './templates.ts'

/** Which template carries out a remedy of the strategy library; a remedy that is not named is no matter of an automation. */
export const remedyTemplates: Readonly<Partial<Record<string, TemplateKey>>> = {
  icp_and_scoring: 'score_assign',
  stall_reminders: 'quote_stall',
  clear_the_middle: 'dormancy',
  manager_steps_in: 'bottom_deals',
  standard_quote: 'quote_stall',
  value_before_price: 'lost_review',
  battle_cards: 'lost_review',
  advance_quota: 'long_stall',
  map_decision: 'long_stall',
  check_entry_points: 'conversion_drop',
  next_step_rule: 'no_next_step',
}
