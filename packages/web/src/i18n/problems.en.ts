import type { Catalogue } from './catalogue.ts'
import type { problemsZh } from './problems.zh.ts'

export const problemsEn = {
  network: 'No connection. Check the network and try again.',
  timeout: 'The server took too long. Please try again shortly.',
  unknown: 'Something went wrong. Please try again.',
  not_found: 'Not found. It may have been deleted, or you may not have access.',
  payload_too_large: 'This is larger than allowed.',
} satisfies Catalogue<typeof problemsZh>
