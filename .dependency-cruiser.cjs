/**
 * Who may import whom. ARCHITECTURE.md ("Arrows") tells the same in words; change both together.
 * Type-only imports count: a zone that knows another's types depends on it.
 */
/** Tests, and what only tests use. */
const test = '[.](test|fixture)[.]tsx?$|/testing/'
const features = '^packages/server/src/features/'
const nouns = '^packages/core/src/(?!lib/|config/|conditions/|events/)'

/** Records meet in this order only: a later one may use an earlier one. */
const chain = ['customers', 'leads', 'scoring', 'cleaning', 'answering', 'assignment', 'lead-pools', 'pipeline', 'activities', 'talk', 'public-forms', 'doors', 'wecom', 'nurture', 'messages', 'mailbox', 'approvals', 'hygiene', 'suggestions', 'projects', 'take-overs', 'team', 'designer', 'experiments']
/** Every feature may ask these: who acts, with what configuration and what fields, what a gate says, where somebody came from, and what they did. In this order among themselves. */
const basic = ['identity', 'fields', 'catalog', 'gates', 'forms', 'touches', 'tracking']
/** These bring whole histories in through the loaders of the nouns. */
const loaders = ['imports', 'demo']

/** Screens: each may use those before it, so that no two folders need each other. The frame comes last: it opens their dialogs. */
const webFeatures = '^packages/web/src/features/'
const webOrder = [
  'session', 'pickers', 'language-model', 'metrics', 'conditions', 'search', 'fields', 'forms', 'activities', 'talk', 'actions', 'health', 'approvals', 'gates', 'suggestions', 'views', 'automation-button', 'experiment-deal', 'projects', 'customers', 'tracking', 'cleaning', 'doors', 'wecom', 'scoring', 'form-submissions', 'answering', 'assignment', 'lead-pools', 'nurture-lead', 'leads', 'take-overs', 'deals', 'hygiene', 'today', 'calendar', 'funnel', 'analysis', 'planning', 'alarms', 'team', 'imports',
  'designer', 'settings', 'campaigns', 'attribution', 'flow', 'drafts', 'nurture', 'automation', 'experiments', 'public-forms', 'meetings', 'notifications', 'shell', 'kit',
]
/** Places in the frame that a screen fills, and what it asks of the frame: known to all screens. */
const slots = `${webFeatures}shell/shell-slots[.]ts$`

/** One rule a feature: what it may use of other features. */
function featureRule(name) {
  const at = chain.indexOf(name)
  const earlier = at < 0 ? [] : chain.slice(0, at)
  const allowed = [name, ...(basic.includes(name) ? basic.slice(0, basic.indexOf(name)) : basic), ...earlier, ...(loaders.includes(name) ? chain : [])]
  return {
    name: `feature-${name}`,
    severity: 'error',
    comment: `features/${name} may import of the features: ${allowed.join(', ')}. Others meet it through the event log.`,
    from: { path: `${features}${name}/`, pathNot: test },
    to: { path: features, pathNot: allowed.map((other) => `${features}${other}/`) },
  }
}

/** Every other feature (search, views, live …): itself and the basic ones. */
const special = [...chain, ...basic, ...loaders]
const otherFeatures = {
  name: 'feature-others',
  severity: 'error',
  comment: 'A feature imports itself and the basic ones; along customers → leads → cleaning → answering → assignment → lead-pools → pipeline → activities → public-forms → approvals → hygiene → designer the earlier ones.',
  from: { path: `${features}(?!(?:${special.join('|')})/)([^/]+)/`, pathNot: test },
  to: { path: features, pathNot: [`${features}$1/`, ...basic.map((other) => `${features}${other}/`)] },
}

module.exports = {
  forbidden: [
    // ------------------------------------------------------------------------------------------------ everywhere
    { name: 'no-cycles', severity: 'error', comment: 'Files that need each other are one file, or a third is missing.', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', comment: 'The import leads nowhere.', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared',
      severity: 'error',
      comment: 'The package stands in no package.json above the file.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-packages',
      severity: 'error',
      comment: 'What runs in production is a dependency, not a development one.',
      from: { path: '^packages/[^/]+/src/', pathNot: [test, '^packages/core/src/conditions/arbitrary[.]ts$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tests-are-leaves',
      severity: 'error',
      comment: 'Nothing imports a test.',
      from: {},
      to: { path: '[.]test[.]tsx?$' },
    },
    {
      name: 'testing-only-in-tests',
      severity: 'error',
      comment: 'The template database, the test client and sample data are for tests, tools and benches.',
      from: { path: '^packages/', pathNot: test },
      to: { path: '^packages/[a-z]+/src/.*testing/' },
    },

    // ------------------------------------------------------------------------------------------------------ core
    {
      name: 'core-is-pure',
      severity: 'error',
      comment: 'core runs in the browser too: no node built-in, no other package of ours.',
      from: { path: '^packages/core/src/', pathNot: test },
      to: { path: '^packages/(server|web|cli)/', dependencyTypesNot: ['npm'] },
    },
    { name: 'core-no-node', severity: 'error', from: { path: '^packages/core/src/', pathNot: test }, to: { dependencyTypes: ['core'] } },
    {
      name: 'core-lib-is-the-ground',
      severity: 'error',
      from: { path: '^packages/core/src/lib/', pathNot: test },
      to: { path: '^packages/core/src/', pathNot: '^packages/core/src/lib/' },
    },
    {
      name: 'core-languages-know-no-noun',
      severity: 'error',
      comment: 'config, conditions and events are used by the nouns, never the other way. The list of roles is part of the language.',
      from: { path: '^packages/core/src/(config|conditions|events)/', pathNot: test },
      to: { path: '^packages/core/src/', pathNot: '^packages/core/src/((lib|config|conditions|events)/|identity/role[.]ts$)' },
    },
    {
      name: 'core-nouns-keep-to-themselves',
      severity: 'error',
      comment: 'A noun imports itself and the basic ones, and along the chain the earlier ones. imports, simulator, search, views and metrics read any noun.',
      from: { path: `${nouns}(?!imports/|simulator/|search/|views/|metrics/|diagnosis/|planning/|alarms/|remedies/|custom-funnels/|attribution/|channel-quality/|icp/|automation/|meetings/|${chain.join('/|')}/)([^/]+)/`, pathNot: test },
      to: { path: `${nouns}[^/]+`, pathNot: ['^packages/core/src/$1/', `^packages/core/src/(${basic.join('|')})/`] },
    },
    {
      name: 'core-automation-after-nurture',
      severity: 'error',
      comment: 'Automations wait as sequences do, and name the kinds of alarms.',
      from: { path: '^packages/core/src/automation/', pathNot: test },
      to: { path: `${nouns}[^/]+`, pathNot: ['^packages/core/src/(automation|nurture)/', '^packages/core/src/diagnosis/alarms/rule[.]ts$', ...basic.map((other) => `^packages/core/src/${other}/`)] },
    },
    {
      name: 'core-planning-after-funnel',
      severity: 'error',
      comment: 'planning computes with rates that funnel has measured; of funnel it needs the figure, exact money and the velocity formula only.',
      from: { path: '^packages/core/src/planning/', pathNot: test },
      to: { path: `${nouns}[^/]+`, pathNot: ['^packages/core/src/planning/', '^packages/core/src/funnel/(measured|survival|money|velocity)[.]ts$'] },
    },
    {
      name: 'core-diagnosis-after-funnel',
      severity: 'error',
      comment: 'diagnosis judges what funnel has measured; funnel knows nothing of it.',
      from: { path: '^packages/core/src/diagnosis/', pathNot: test },
      to: { path: `${nouns}[^/]+`, pathNot: ['^packages/core/src/(diagnosis|funnel)/'] },
    },
    {
      name: 'core-meetings-after-funnel',
      severity: 'error',
      comment: 'A meeting talks about what funnel has counted; its agenda names deals and bars of the waterfall.',
      from: { path: '^packages/core/src/meetings/', pathNot: test },
      to: { path: `${nouns}[^/]+`, pathNot: ['^packages/core/src/(meetings|funnel)/'] },
    },
    {
      name: 'core-attribution-after-funnel',
      severity: 'error',
      comment: 'What marketing is told: it credits, compares and judges what funnel, campaigns and hand-overs have counted; none of these knows of it.',
      from: { path: '^packages/core/src/(attribution|channel-quality|icp)/', pathNot: test },
      to: {
        path: `${nouns}[^/]+`,
        pathNot: ['^packages/core/src/(attribution|channel-quality|icp|diagnosis|funnel)/', '^packages/core/src/(campaigns/contract|assignment/hand-over)[.]ts$', ...basic.map((other) => `^packages/core/src/${other}/`)],
      },
    },
    {
      name: 'core-alarms-after-diagnosis',
      severity: 'error',
      comment: 'What is kept of diagnosis: alarms, the strategy library, funnels of one\'s own. The judgements themselves are made in diagnosis and funnel.',
      from: { path: '^packages/core/src/(alarms|remedies|custom-funnels)/', pathNot: test },
      to: { path: `${nouns}[^/]+`, pathNot: ['^packages/core/src/(alarms|remedies|custom-funnels|diagnosis|funnel)/', ...basic.map((other) => `^packages/core/src/${other}/`)] },
    },
    ...chain.slice(1).map((name) => ({
      name: `core-${name}`,
      severity: 'error',
      from: { path: `^packages/core/src/${name}/`, pathNot: test },
      to: {
        path: `${nouns}[^/]+`,
        // What is too long a stay is read off the stage's own survival curve; messages say what notices say; talk names slices and sections.
        pathNot: [...[name, ...basic, ...chain.slice(0, chain.indexOf(name))].map((other) => `^packages/core/src/${other}/`), ...(name === 'designer' ? ['^packages/core/src/funnel/(measured|survival)[.]ts$'] : []), ...(name === 'messages' ? ['^packages/core/src/notifications/'] : []), ...(name === 'talk' ? ['^packages/core/src/(funnel/slice|meetings/agenda)[.]ts$'] : [])],
      },
    })),
    {
      name: 'core-readers-are-leaves',
      severity: 'error',
      comment: 'What reads every noun is imported by none.',
      from: { path: '^packages/core/src/', pathNot: [test, '^packages/core/src/(imports|simulator|search|views|metrics)/', '^packages/core/src/refusals[.]ts$'] },
      to: { path: '^packages/core/src/(imports|simulator|search|views|metrics)/' },
    },

    // ---------------------------------------------------------------------------------------------------- server
    {
      name: 'platform-knows-no-feature',
      severity: 'error',
      from: { path: '^packages/server/src/platform/', pathNot: test },
      to: { path: '^packages/server/src/', pathNot: '^packages/server/src/platform/' },
    },
    {
      name: 'features-know-no-report',
      severity: 'error',
      comment: 'Features, reports and integrations stand beside each other; app.ts joins them.',
      from: { path: features, pathNot: test },
      to: { path: '^packages/server/src/(reports/|integrations/|[^/]+[.]ts$)' },
    },
    ...[...chain, ...basic, ...loaders].map(featureRule),
    otherFeatures,
    {
      name: 'reports-write-nothing',
      severity: 'error',
      comment: 'A report reads any table with SQL of its own, and neither appends events nor runs a use case.',
      from: { path: '^packages/server/src/reports/', pathNot: test },
      to: {
        path: ['^packages/server/src/(features|integrations)/', '^packages/server/src/[^/]+[.]ts$', '^packages/server/src/platform/(event-log|consumers|idempotency)[.]ts$'],
        pathNot: `${features}[^/]+/[^/]+[.](queries|policy)[.]ts$`,
      },
    },
    {
      name: 'integrations-are-adapters',
      severity: 'error',
      from: { path: '^packages/server/src/integrations/', pathNot: test },
      to: { path: '^packages/server/src/(features/|reports/|[^/]+[.]ts$)' },
    },
    {
      name: 'one-composition-root',
      severity: 'error',
      comment: 'app.ts alone names every feature; start.ts runs it.',
      from: { path: '^packages/server/src/', pathNot: [test, '^packages/server/src/(app|start)[.]ts$'] },
      to: { path: '^packages/server/src/[^/]+[.]ts$' },
    },
    { name: 'server-knows-no-client', severity: 'error', from: { path: '^packages/server/src/' }, to: { path: '^packages/(web|cli)/' } },

    // ------------------------------------------------------------------------------------------------------- web
    { name: 'web-knows-core-only', severity: 'error', from: { path: '^packages/web/src/' }, to: { path: '^packages/(server|cli)/' } },
    { name: 'web-no-node', severity: 'error', from: { path: '^packages/web/src/', pathNot: test }, to: { dependencyTypes: ['core'] } },
    {
      name: 'web-api',
      severity: 'error',
      comment: 'The client knows contracts, no screen.',
      from: { path: '^packages/web/src/api/', pathNot: test },
      to: { path: '^packages/web/src/', pathNot: '^packages/web/src/api/' },
    },
    {
      name: 'web-ui-has-no-business',
      severity: 'error',
      comment: 'ui fetches nothing and knows no noun: of core only lib, and the words of refusals.',
      from: { path: '^packages/web/src/ui/', pathNot: test },
      to: { path: '^packages/(web|core)/src/', pathNot: ['^packages/web/src/(ui|i18n)/', '^packages/core/src/lib/', '^packages/core/src/refusals[.]ts$'] },
    },
    {
      name: 'web-charts',
      severity: 'error',
      comment: 'Charts are given core types; they fetch nothing.',
      from: { path: '^packages/web/src/charts/', pathNot: test },
      to: { path: '^packages/web/src/', pathNot: '^packages/web/src/(charts|ui|i18n)/' },
    },
    {
      name: 'web-i18n',
      severity: 'error',
      comment: 'The catalogue gathers the texts that lie beside the screens, and nothing else of them.',
      from: { path: '^packages/web/src/i18n/', pathNot: test },
      to: { path: '^packages/web/src/', pathNot: ['^packages/web/src/i18n/', '[.](zh|en)[.]ts$'] },
    },
    {
      name: 'web-features-below-routes',
      severity: 'error',
      from: { path: '^packages/web/src/features/', pathNot: test },
      to: { path: '^packages/web/src/[^/]+[.]tsx?$', pathNot: '^packages/web/src/paths[.]ts$' },
    },
    ...webOrder.map((name, at) => ({
      name: `web-feature-${name}`,
      severity: 'error',
      comment: `Of the other screens ${name} may import those before it: ${webOrder.slice(0, at).join(', ')}.`,
      from: { path: `${webFeatures}${name}/`, pathNot: test },
      to: { path: webFeatures, pathNot: [slots, ...webOrder.slice(0, at + 1).map((other) => `${webFeatures}${other}/`)] },
    })),
    {
      name: 'web-feature-unknown',
      severity: 'error',
      comment: 'A new folder of screens takes its place in webOrder (.dependency-cruiser.cjs).',
      from: {},
      to: { path: webFeatures, pathNot: webOrder.map((name) => `${webFeatures}${name}/`) },
    },

    // ------------------------------------------------------------------------------------------------------- cli
    { name: 'cli-knows-no-screen', severity: 'error', from: { path: '^packages/cli/src/' }, to: { path: '^packages/web/' } },
    {
      name: 'cli-commands-are-leaves',
      severity: 'error',
      from: { path: '^packages/cli/src/commands/', pathNot: test },
      to: { path: ['^packages/cli/src/commands/', '^packages/cli/src/main[.]ts$'] },
    },
  ],
  options: {
    parser: 'swc',
    combinedDependencies: true,
    preserveSymlinks: false,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|[.]css$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
    builtInModules: { add: ['node:sqlite', 'node:test'] },
    cache: false,
  },
}
