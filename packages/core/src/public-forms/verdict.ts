import type { FormAnswers } from './read-answers.ts'

export const verdicts = ['accepted', 'duplicate', 'suspected_bot'] as const
export type Verdict = (typeof verdicts)[number]

/** Why a submission is suspected; `custom_refused`: some answers did not fit the lead's custom fields any more and stand in the submission only. */
export const submissionReasons = ['honeypot', 'too_fast', 'many_links', 'custom_refused'] as const
export type SubmissionReason = (typeof submissionReasons)[number]

/** Nobody types a name and a number faster; a browser that fills in what it knows takes longer too, since somebody must look. */
const fastestMs = 1_200
const mostLinks = 3

/** What speaks for a bot. It is told nothing of it: the answer is the same as everybody's. */
export function botReasons(sent: { trap: string; msSinceStart: number; answers: FormAnswers }): SubmissionReason[] {
  const text = Object.values(sent.answers).flat().join('\n')
  const links = text.match(/https?:\/\/|\[url|<a\s/gi)?.length ?? 0
  return [
    ...(sent.trap !== '' ? (['honeypot'] as const) : []),
    ...(sent.msSinceStart < fastestMs ? (['too_fast'] as const) : []),
    ...(links > mostLinks ? (['many_links'] as const) : []),
  ]
}
