/** What a lead does without talking to anybody, as it is added up by day. */
export const behaviourKinds = ['page_view', 'document_view', 'download', 'form_start', 'form_submit', 'mail_open', 'mail_click', 'pricing_view'] as const
export type BehaviourKind = (typeof behaviourKinds)[number]
