/** The statuses of core/leads that a lead may be nurtured in; the others end every sequence. */
export const leadStatuses = ['new', 'working', 'nurturing', 'qualified'] as const
