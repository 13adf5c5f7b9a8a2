import type { Catalogue } from '../../i18n/catalogue.ts'
import type { trackingZh } from './tracking.zh.ts'

export const trackingEn = {
  kinds: {
    page_view: 'Page view', document_view: 'Document view', download: 'Download', form_start: 'Form begun', form_submit: 'Form sent', mail_open: 'Mail opened', mail_click: 'Mail link followed', pricing_view: 'Prices viewed',
  },
  times: '{{count}}×',
  behaviour: {
    tab: 'Behaviour',
    empty: 'Nothing seen yet',
    emptyText: 'Once a visitor sends a form, follows a mail’s link or signs in on your site, what they did before and after shows here.',
    counts: 'In all',
    knownBy: 'Known by {{by}}',
    comma: ', ',
    by: { form: 'a form', mail: 'a mail’s link', signed: 'signing in', demo: 'example' },
    browsers: 'Browsers: {{count}}',
    last: 'Last',
    signals: 'Signals',
    signal: '{{subject}}, {{count}}×',
    path: 'Source path',
    first: 'First touch',
    lastTouch: 'Last touch',
    visit: 'Visit',
    duration: '{{minutes}} min',
    moment: 'under a minute',
    direct: 'Direct',
    more: 'Earlier',
    opensUnsure: 'Mail programs may open mails by themselves',
  },
  source: { code: 'Code {{code}}', tagged: 'Tagged link', typed: 'Entered by hand' },
} satisfies Catalogue<typeof trackingZh>
