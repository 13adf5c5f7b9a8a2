import type { Catalogue } from '../../i18n/catalogue.ts'
import type { sessionZh } from './session.zh.ts'

export const sessionEn = {
  title: 'Sign in to Sluice',
  promise: 'Every number says how it was made',
  email: 'E-mail',
  emailNeeded: 'Enter your e-mail',
  password: 'Password',
  passwordNeeded: 'Enter your password',
  org: 'Organisation',
  submit: 'Sign in',
  demo: 'Look at the demo company first?',
  enterDemo: 'Enter the demo',
} satisfies Catalogue<typeof sessionZh>
