import { createBrowserRouter, Navigate } from 'react-router'
import type { RouteObject } from 'react-router'
import { AppFrame } from './AppFrame.tsx'
import { paths } from './paths.ts'
import { PageCrash } from './ui/PageCrash.tsx'
import { PageLoading } from './ui/PageLoading.tsx'
import { PageNotFound } from './ui/PageNotFound.tsx'

type Loader = () => Promise<{ default: React.ComponentType }>

/** A page in a chunk of its own: `page(paths.deals, () => import('./features/deals/DealsPage.tsx'))`. */
function page(path: string, load: Loader): RouteObject {
  return { path, lazy: async () => ({ Component: (await load()).default }), ErrorBoundary: PageCrash, HydrateFallback: PageLoading }
}

/** Pages without the frame: nobody is signed in yet, or nothing may be around them. */
const outside: RouteObject[] = [
  page(paths.signIn, () => import('./features/session/SignInPage.tsx')),
  page(paths.firstRun, () => import('./features/session/FirstRunPage.tsx')),
  page('/fair', () => import('./features/doors/FairPage.tsx')),
  // Meeting mode takes the whole screen, minutes the whole paper; they ask for a session themselves.
  page(paths.meetingRun(':id'), () => import('./features/meetings/RunPage.tsx')),
  page(paths.meetingPrint(':id'), () => import('./features/meetings/PrintPage.tsx')),
  page('/invite/:token?', () => import('./features/session/InvitationPage.tsx')),
]

/** Pages inside the frame. `/deals/:id` is a route of the list's page: it opens the record beside the list. */
const inside: RouteObject[] = [
  page(paths.today, () => import('./features/today/TodayPage.tsx')),
  page(paths.calendar, () => import('./features/calendar/CalendarPage.tsx')),
  page(paths.inbox, () => import('./features/notifications/InboxPage.tsx')),
  page(paths.funnel, () => import('./features/funnel/FunnelPage.tsx')),
  page(paths.funnelTab('breakdown'), () => import('./features/analysis/BreakdownPage.tsx')),
  page(paths.funnelTab('heat'), () => import('./features/analysis/HeatMapPage.tsx')),
  page(paths.funnelTab('losses'), () => import('./features/analysis/LossesPage.tsx')),
  page(paths.funnelTab('people'), () => import('./features/analysis/PeoplePage.tsx')),
  page(paths.funnelTab('cube'), () => import('./features/analysis/CubePage.tsx')),
  page(paths.funnelTab('steps'), () => import('./features/analysis/StepsPage.tsx')),
  page(paths.funnelTab('plan'), () => import('./features/planning/PlanningPage.tsx')),
  page(paths.funnelTab('changes'), () => import('./features/analysis/ChangesPage.tsx')),
  page(paths.funnelWhy, () => import('./features/alarms/WhyPage.tsx')),
  page(paths.funnelTab('diagnosis'), () => import('./features/alarms/DiagnosisPage.tsx')),
  page(paths.alarms, () => import('./features/alarms/AlarmsPage.tsx')),
  page(paths.alarm(':id'), () => import('./features/alarms/AlarmPage.tsx')),
  page(paths.team, () => import('./features/team/TeamPage.tsx')),
  page(paths.meetings, () => import('./features/meetings/MeetingsPage.tsx')),
  page(paths.meeting(':id'), () => import('./features/meetings/MeetingPage.tsx')),
  page(paths.projects, () => import('./features/projects/ProjectsPage.tsx')),
  page(paths.project(':id'), () => import('./features/projects/ProjectPage.tsx')),
  page(paths.actions, () => import('./features/actions/ActionsPage.tsx')),
  page(`${paths.deals}/:id?`, () => import('./features/deals/DealsPage.tsx')),
  page(paths.hygiene, () => import('./features/hygiene/HygienePage.tsx')),
  page(paths.scoring, () => import('./features/scoring/ScoringPage.tsx')),
  page(`${paths.leads}/:id?`, () => import('./features/leads/LeadsPage.tsx')),
  page(paths.leadPools, () => import('./features/lead-pools/LeadPoolsPage.tsx')),
  page(paths.handOvers, () => import('./features/assignment/HandOversPage.tsx')),
  page(paths.responses, () => import('./features/answering/ResponsesPage.tsx')),
  page(paths.cleaning, () => import('./features/cleaning/CleaningPage.tsx')),
  page(paths.attribution, () => import('./features/attribution/AttributionPage.tsx')),
  page(paths.campaigns, () => import('./features/campaigns/CampaignsPage.tsx')),
  page(paths.campaign(':id'), () => import('./features/campaigns/CampaignPage.tsx')),
  page(paths.publicForms, () => import('./features/public-forms/PublicFormsPage.tsx')),
  page(paths.publicForm(':id'), () => import('./features/public-forms/PublicFormPage.tsx')),
  page(paths.nurture, () => import('./features/nurture/NurturePage.tsx')),
  page(paths.sequence(':id'), () => import('./features/nurture/SequencePage.tsx')),
  page(paths.experiments, () => import('./features/experiments/ExperimentsPage.tsx')),
  page(paths.experiment(':id'), () => import('./features/experiments/ExperimentPage.tsx')),
  page(paths.automations, () => import('./features/automation/AutomationsPage.tsx')),
  page(paths.automation(':id'), () => import('./features/automation/AutomationPage.tsx')),
  page(`${paths.approvals}/:id?`, () => import('./features/approvals/ApprovalsPage.tsx')),
  page(paths.gateDebts, () => import('./features/gates/GateDebtsPage.tsx')),
  page(`${paths.accounts}/:id?`, () => import('./features/customers/AccountsPage.tsx')),
  page(`${paths.contacts}/:id?`, () => import('./features/customers/ContactsPage.tsx')),
  page(`${paths.import}/:id?`, () => import('./features/imports/ImportPage.tsx')),
  page(paths.welcome, () => import('./features/settings/WelcomePage.tsx')),
  page(`${paths.pipelines}/:id`, () => import('./features/designer/DesignerPage.tsx')),
  page(`${paths.settings}/forms/:id`, () => import('./features/forms/designer/FormDesignerPage.tsx')),
  page(paths.metrics, () => import('./features/metrics/MetricsPage.tsx')),
  page(paths.completeness, () => import('./features/fields/CompletenessPage.tsx')),
  page(`${paths.settings}/:section?`, () => import('./features/settings/SettingsPage.tsx')),
]

export function createRouter() {
  return createBrowserRouter([
    { path: paths.home, element: <Navigate to={paths.today} replace /> },
    ...outside,
    // The gallery of the ui kit, for development: the condition is false in a production build, which drops the import.
    ...(import.meta.env.DEV || import.meta.env.VITE_KIT === '1' ? [page(paths.kit, () => import('./features/kit/KitPage.tsx'))] : []),
    {
      element: <AppFrame />,
      errorElement: <PageCrash />,
      children: [...inside, { path: '*', element: <PageNotFound home={paths.today} /> }],
    },
  ])
}
