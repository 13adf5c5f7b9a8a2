import type { Catalogue } from './catalogue.ts'
import type { problemsZh } from './problems.zh.ts'

export const problemsEn = {
  network: 'No connection. Check the network and try again.',
  timeout: 'The server took too long. Please try again shortly.',
  unknown: 'Something went wrong. Please try again.',
  not_found: 'Not found. It may have been deleted, or you may not have access.',
  forbidden: 'You are not allowed to do this.',
  unauthenticated: 'Your session has ended. Please sign in again.',
  conflict_stale_version: 'Somebody has just changed this record. Reload it before editing.',
  validation: 'Some of the input is not right. Please check it.',
  too_many_requests: 'Too many attempts. Please wait a moment.',
  payload_too_large: 'This is larger than allowed.',
} satisfies Catalogue<typeof problemsZh>
